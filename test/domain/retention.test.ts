import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { readCsv } from '#app/deadline/csv.ts'
import {
  addDays,
  type Day,
  dayOf,
  type Instant,
  instantOf,
  millisecondsOf,
  readReceipt,
  startOfDay,
} from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import { hasAgreement, isKept, isUsable, keptUntil, keptUntilDay, livePurposes, noHolds } from '#domain/retention.ts'
import type { SubjectFacts } from '#domain/subject.ts'
import { readRegister } from '#sources/register/read.ts'
import { register } from '#test/domain/register.ts'
import { facts, item } from '#test/domain/register-parts.ts'

const zone = 'Europe/Amsterdam'
const noon = (day: Day): Instant => instantOf(millisecondsOf(startOfDay(day, zone)) + 12 * 3_600_000)
const live = (one: Item, who: SubjectFacts, day: Day) =>
  livePurposes(one, one.category, register, who, noon(day)).map(({ purpose }) => purpose.id)
const ended = facts({ agreementEnd: noon('2025-01-31') })

describe('the vectors, against the register of We Do Better', async () => {
  const [header, ...rows] = readCsv(readFileSync('test/vectors/retention.csv', 'utf8')).map(row => row.fields)
  const vectors = rows.map(row => Object.fromEntries(header!.map((name, index) => [name, row[index]!])))
  const read = await readRegister(fileURLToPath(new URL('../../sources/we-do-better/register.yaml', import.meta.url)))
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  const purposes = read.register.purposes

  test.each(vectors)('$id: $reasoning', row => {
    const purpose = purposes.find(
      ({ id }) => id === (row.purpose_or_rule === 'logs' ? 'log_improve' : row.purpose_or_rule),
    )!
    const at = instantOf(Date.parse(row.anchor_at!.replace(/\[.*/, '')))
    const anchor = row.anchor!
    const who = facts(
      anchor === 'agreement_end'
        ? { agreementEnd: at }
        : anchor === 'consent_withdrawn'
          ? { consents: { [purpose.id]: { given: false, at } } }
          : {},
    )
    const anchors: Item['anchors'] = {
      ...(anchor === 'copy_created' ? { copyCreated: at } : {}),
      ...(anchor === 'log_created' ? { logCreated: at } : {}),
      ...(anchor === 'report_created' ? { reportCreated: at } : {}),
      // Followed up: closed, or still open.
      ...(anchor === 'report_closed'
        ? { reportCreated: noon('2026-06-01'), followUpOpened: noon('2026-06-02'), reportClosed: at }
        : {}),
      ...(row.duration === 'OPEN' ? { followUpOpened: at } : {}),
    }
    const of = { anchors, at: null, table: { isLog: anchor === 'log_created' } }
    const term = (now: Instant) => keptUntil(purpose, of, who, now, zone)
    const open = row.last_day_kept === 'OPEN'
    const last = open ? '2026-11-22' : (row.last_day_kept as Day)
    const stillOpen = { kind: 'event', until: 'reportClosed' }
    // A withdrawal ends it at once; everything else lives through its last day.
    const onLast = { kind: anchor === 'consent_withdrawn' ? 'ended' : 'until', day: last }
    expect(term(noon(last))).toMatchObject(open ? stillOpen : onLast)
    expect(term(noon(addDays(last, 1)))).toMatchObject(open ? stillOpen : { kind: 'ended', day: last })
    expect(dayOf(at, zone)).toBe(readReceipt(row.anchor_at!, zone))
  })
})

describe('the eight cases of purpose-bound retention', () => {
  it('1: the phone goes when consent is withdrawn, although two years have not passed', () => {
    const yes = facts({ consents: { calling: { given: true, at: noon('2025-01-01') } } })
    const no = facts({ consents: { calling: { given: false, at: noon('2026-06-01') } } })
    expect(live(item('member', 'phone'), yes, '2026-06-01')).toEqual(['calling'])
    expect(live(item('member', 'phone'), no, '2026-06-01')).toEqual([])
  })

  it('2: without consent for marketing the name stays for matching, and marketing may not use it', () => {
    const who = facts({ consents: { marketing: { given: false, at: noon('2026-06-01') } } })
    expect(live(item('member', 'identity'), who, '2026-06-01')).toEqual(['matching'])
  })

  it('3: a name copied on 1 October is gone from the copy on 5 December, and stays in the profile', () => {
    const copy = item('copy', 'identity', { anchors: { copyCreated: noon('2026-10-01') } })
    expect(live(copy, facts(), '2026-12-01')).toEqual(['nameCopies'])
    expect(live(copy, facts(), '2026-12-05')).toEqual([])
    expect(live(item('member', 'identity'), facts(), '2026-12-05')).toEqual(['matching'])
  })

  it('4: a copy with name and postcode together goes after the shorter month', () => {
    const copy = item('copy', 'identity', {
      anchors: { copyCreated: noon('2026-10-01') },
      beside: ['identity', 'location', 'logs'],
    })
    expect(keptUntilDay(copy, 'identity', register, facts(), noon('2026-10-20'))).toBe('2026-11-01')
    expect(live(copy, facts(), '2026-11-02')).toEqual([])
    expect(live({ ...copy, category: 'logs' }, facts(), '2026-11-01')).toEqual(['looking'])
    expect(live({ ...copy, category: 'logs' }, facts(), '2026-11-02')).toEqual([])
  })

  it('5: two years after the end everything is gone, and a report that is followed up keeps only itself', () => {
    const report = item('report', 'reports', {
      anchors: { reportCreated: noon('2024-12-01'), followUpOpened: noon('2024-12-02') },
    })
    for (const category of ['identity', 'number', 'location']) {
      expect(live(item('member', category), ended, '2027-01-31')).not.toEqual([])
      expect(live(item('member', category), ended, '2027-02-01')).toEqual([])
    }
    expect(live(report, ended, '2027-02-01')).toEqual(['safety'])
  })

  it('6: a log line of 31 January is gone after 28 February', () => {
    const line = item('line', 'logs', { at: noon('2026-01-31') })
    expect(live(line, facts(), '2026-02-28')).toEqual(['looking'])
    expect(live(line, facts(), '2026-03-01')).toEqual([])
  })

  it('7: what is restricted for legal claims (18(1)(c)) stays after its term, unusable and flagged', () => {
    const gone = livePurposes(item('member', 'identity'), 'identity', register, ended, noon('2027-02-01'))
    expect(isKept(gone, { ...noHolds, restriction: 'c' })).toEqual({ kept: true, onlyHeld: true })
    expect(isKept(gone, { ...noHolds, restriction: 'a' })).toEqual({ kept: false, onlyHeld: false })
    expect(isKept(gone, { ...noHolds, forAccess: true })).toEqual({ kept: true, onlyHeld: true })
    const [matching] = livePurposes(item('member', 'identity'), 'identity', register, facts(), noon('2026-02-01'))
    expect(isUsable(matching!, facts(), noon('2026-02-01'), { restricted: true, objectedTo: [] })).toBe(false)
  })

  it('8: a purpose that follows others never keeps a name', () => {
    const onlyLogs = {
      ...register,
      categories: register.categories.map(one => (one.id === 'identity' ? { ...one, purposes: ['looking'] } : one)),
    }
    const onlyTable = {
      ...onlyLogs,
      sources: onlyLogs.sources.map(one => ({
        ...one,
        tables: one.tables.map(t => ({ ...t, columns: t.columns.filter(c => c.category === 'identity') })),
      })),
    }
    expect(livePurposes(item('member', 'identity'), 'identity', onlyTable, facts(), noon('2026-06-01'))).toEqual([])
    const hosted = {
      ...register,
      categories: register.categories.map(one =>
        one.id === 'identity' ? { ...one, purposes: ['matching', 'looking'] } : one,
      ),
    }
    const found = livePurposes(item('member', 'identity'), 'identity', hosted, facts(), noon('2026-06-01'))
    expect(found.map(({ purpose, term }) => [purpose.id, term.kind])).toEqual([
      ['matching', 'whileAgreement'],
      ['looking', 'host'],
    ])
  })
})

const term = (id: string, who: SubjectFacts, day: Day, anchors: Item['anchors'] = {}) =>
  keptUntil(
    register.purposes.find(one => one.id === id)!,
    { anchors, at: null, table: { isLog: false } },
    who,
    noon(day),
    zone,
  )

describe('terms', () => {
  it('run while the agreement runs, then two years; a future end is a known day', () => {
    expect(term('matching', facts(), '2026-06-01')).toEqual({ kind: 'whileAgreement', afterwards: 'P2Y' })
    expect(term('matching', facts({ agreementEnd: noon('2026-12-31') }), '2026-06-01')).toEqual({
      kind: 'until',
      day: '2028-12-31',
    })
    expect(term('matching', ended, '2026-06-01')).toEqual({ kind: 'until', day: '2027-01-31' })
  })

  it('never began without an agreement', () => {
    expect(term('matching', facts({ agreementStart: null }), '2026-06-01')).toEqual({ kind: 'ended', day: null })
    expect(term('matching', facts({ agreementStart: noon('2026-07-01') }), '2026-06-01')).toEqual({
      kind: 'ended',
      day: null,
    })
  })

  it('start again for who joins again (AMB-10)', () => {
    const again = facts({ agreementStart: noon('2025-06-01'), agreementEnd: noon('2025-01-31') })
    expect(hasAgreement(again, noon('2026-01-01'))).toBe(true)
    expect(term('matching', again, '2030-01-01')).toEqual({ kind: 'whileAgreement', afterwards: 'P2Y' })
  })

  it('count from the last contact for who never had an agreement (AMB-09)', () => {
    const visitor = facts({ agreementStart: null, lastContact: noon('2025-03-01') })
    expect(term('service', visitor, '2026-06-01')).toEqual({ kind: 'until', day: '2027-03-01' })
  })

  it('of marketing end at the earliest of withdrawal and two years after the agreement (AMB-01)', () => {
    const yes = { marketing: { given: true, at: noon('2024-06-01') } }
    expect(term('marketing', facts(), '2026-06-01')).toEqual({ kind: 'ended', day: null })
    expect(term('marketing', facts({ consents: yes }), '2026-06-01')).toEqual({
      kind: 'whileConsent',
      afterwards: 'P2Y',
    })
    expect(term('marketing', facts({ consents: yes, agreementEnd: noon('2025-01-31') }), '2026-06-01')).toEqual({
      kind: 'until',
      day: '2027-01-31',
      orWithdrawn: true,
    })
    expect(term('marketing', facts({ consents: yes, agreementEnd: noon('2025-01-31') }), '2027-02-01')).toMatchObject({
      kind: 'ended',
      day: '2027-01-31',
    })
    expect(
      term('marketing', facts({ consents: { marketing: { given: false, at: noon('2026-05-30') } } }), '2026-06-01'),
    ).toEqual({ kind: 'ended', day: '2026-05-30' })
  })

  it('of a report end at closing when it is followed up, also before two months (AMB-06)', () => {
    const opened = { reportCreated: noon('2026-06-01'), followUpOpened: noon('2026-06-02') }
    expect(term('safety', facts(), '2026-11-22', opened)).toEqual({ kind: 'event', until: 'reportClosed' })
    expect(term('safety', facts(), '2026-06-20', { ...opened, reportClosed: noon('2026-06-10') })).toEqual({
      kind: 'ended',
      day: '2026-06-10',
    })
    expect(term('safety', facts(), '2026-06-20', { reportCreated: noon('2026-06-01') })).toEqual({
      kind: 'until',
      day: '2026-08-01',
    })
  })

  it('of a request begin when it is closed', () => {
    expect(term('account', facts(), '2026-06-20')).toEqual({ kind: 'event', until: 'requestClosed' })
    expect(term('account', facts(), '2026-06-20', { requestClosed: noon('2026-06-10') })).toEqual({
      kind: 'until',
      day: '2028-06-10',
    })
  })

  it('without a copy there is nothing to keep for improvement (AMB-02)', () => {
    expect(term('nameCopies', facts(), '2026-06-20')).toEqual({ kind: 'ended', day: null })
  })

  it('of a number in a log line are a month, in a dossier six (AMB-03)', () => {
    const incidents = register.purposes.find(one => one.id === 'incidents')!
    const at = noon('2026-08-31')
    expect(
      keptUntil(
        incidents,
        { anchors: { logCreated: at }, at, table: { isLog: true } },
        facts(),
        noon('2026-09-01'),
        zone,
      ),
    ).toEqual({ kind: 'until', day: '2026-09-30' })
    expect(
      keptUntil(
        incidents,
        { anchors: { copyCreated: at }, at, table: { isLog: false } },
        facts(),
        noon('2026-09-01'),
        zone,
      ),
    ).toEqual({ kind: 'until', day: '2027-02-28' })
  })

  it('change at midnight in Amsterdam, not in UTC', () => {
    const kinds = (['2027-01-31T22:59:59.999Z', '2027-01-31T23:00:00.000Z'] as const).map(
      at => keptUntil(register.purposes[0]!, { anchors: {}, at: null, table: { isLog: false } }, ended, at, zone).kind,
    )
    expect(kinds).toEqual(['until', 'ended'])
  })
})

describe('use', () => {
  it('of what rests on consent needs a yes, also where it is still kept', () => {
    const [calling] = livePurposes(item('member', 'phone'), 'phone', register, facts(), noon('2026-06-01'))
    expect(isUsable(calling!, facts(), noon('2026-06-01'))).toBe(false)
    expect(
      isUsable(calling!, facts({ consents: { calling: { given: true, at: noon('2026-01-01') } } }), noon('2026-06-01')),
    ).toBe(true)
  })

  it('stops at an objection that was upheld', () => {
    const [matching] = livePurposes(item('member', 'identity'), 'identity', register, facts(), noon('2026-06-01'))
    expect(isUsable(matching!, facts(), noon('2026-06-01'), { restricted: false, objectedTo: ['matching'] })).toBe(
      false,
    )
  })
})
