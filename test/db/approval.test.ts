/** Decisions and the second pair of eyes, in the store: who may agree, to what, and what voids it (T10). On both engines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerApproval, approvalsOf, askApproval } from '#db/approval.ts'
import { assignRequest } from '#db/assignment.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { decide, decisionsOf } from '#db/decision.ts'
import { hideValues } from '#db/hidden-value.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf, factsOf } from '#db/request-facts.ts'
import { addStaff } from '#db/staff.ts'
import { answerRequest, receiveRequest, requestById } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import type { Instant } from '#domain/day.ts'
import { type Decision, planHash } from '#domain/decision.ts'
import { later } from '#domain/moment.ts'
import type { RedactionReason } from '#domain/register.ts'
import { engines, type TestStore } from '../engines.ts'

const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const scope = { categories: null, from: null, until: null, forms: ['access' as const] }
const refuse: Decision = {
  category: null,
  item: null,
  outcome: 'refuse',
  ground: 'manifestlyExcessive',
  reason: 'Elke dag dezelfde vraag, om te hinderen.',
  wouldChange: 'Een vraag over iets nieuws.',
  until: null,
}

describe.each(engines)('on $name', engine => {
  let store: TestStore
  let now: Instant = '2026-11-22T09:00:00.000Z'
  const people: Record<string, string> = {}
  beforeAll(async () => {
    store = await engine.open()
    for (const name of ['handler', 'colleague', 'approver']) {
      people[name] = await as(newHandle(), ledger =>
        addStaff(ledger, { email: `${name}@staff.example`, name, role: 'approver', language: 'nl' }),
      )
    }
  })
  afterAll(() => store.dispose())

  function as<T>(ref: string, body: (ledger: Ledger) => Promise<T>): Promise<T> {
    now = later(now, 1)
    return record<T>(store, now, { kind: 'staff', ref }, body)
  }
  async function received() {
    const id = await as(people.handler!, async ledger => {
      const subject = await knowSubject(ledger, { source: 'platform', key: newHandle(), language: 'nl' })
      const asked = { right: 'access', subjectId: subject.id, channel: 'portal', scope } as const
      return (await receiveRequest(ledger, counting, asked)).id
    })
    return (await requestById(store.read, store.t, id))!
  }
  const write = (requestId: string, text: string) =>
    as(people.handler!, async ledger => {
      const d = ledger.t.letterDraft
      const row = { requestId, language: 'nl' as const, text, by: people.handler!, at: ledger.at }
      await ledger.db.insert(d).values(row).onConflictDoUpdate({ target: d.requestId, set: { text } })
      ledger.entry('request.letterDrafted', { request: requestId })
    })
  const decided = async (request: Awaited<ReturnType<typeof received>>, decision = refuse, by = people.handler!) =>
    as(by, ledger => decide(ledger, counting, request, decision, by))
  const plan = async (id: string) => planHash(await answerPlanOf(store.read, store.t, id))
  const ask = async (id: string, by = people.handler!, hash?: string) => {
    const asked = { staffId: by, plan: hash ?? (await plan(id)) }
    return as(by, ledger => askApproval(ledger, counting, id, asked))
  }
  const say = async (id: string, by: string, of: { approved?: boolean; plan?: string; isSubject?: boolean } = {}) => {
    const answer = {
      staffId: by,
      plan: of.plan ?? (await plan(id)),
      approved: of.approved ?? true,
      note: '',
      isSubject: of.isSubject ?? false,
    }
    return as(by, ledger => answerApproval(ledger, counting, id, answer))
  }
  const facts = async (id: string) => factsOf(store.read, store.t, (await requestById(store.read, store.t, id))!)
  const need = async (id: string) => (await requestById(store.read, store.t, id))!.need
  const hide = (id: string, reason: RedactionReason, by = people.handler!) =>
    as(by, ledger =>
      hideValues(
        ledger,
        counting,
        { id },
        {
          category: 'fraud_abuse',
          source: 'platform',
          table: 'report',
          key: '7',
          columns: ['text'],
          reason,
          staffId: by,
          found: 3,
        },
      ),
    )

  it('a newer decision for the same part replaces the older, and both can be read', async () => {
    const request = await received()
    await decided(request, { ...refuse, outcome: 'give', ground: null, reason: '' })
    await decided(request)
    await decided(request, { ...refuse, category: 'fraud_abuse' })
    const all = await decisionsOf(store.read, store.t, request.id)
    expect(all.map(each => [each.category, each.outcome, each.replacedAt !== null, each.name])).toEqual([
      ['fraud_abuse', 'refuse', false, 'handler'],
      [null, 'refuse', false, 'handler'],
      [null, 'give', true, 'handler'],
    ])
    expect((await answerPlanOf(store.read, store.t, request.id)).decisions).toHaveLength(2)
  })

  it('nothing can be decided any more once it is answered', async () => {
    const request = await received()
    await as(people.handler!, ledger => answerRequest(ledger, counting, request.id))
    expect(await decided(request)).toBe('answered')
    expect(await decisionsOf(store.read, store.t, request.id)).toEqual([])
    expect(await hide(request.id, 'otherPerson')).toBe('answered')
  })

  it('asks for a second person only when one is needed and all is ready', async () => {
    const request = await received()
    await decided(request, { ...refuse, outcome: 'give', ground: null })
    expect(await ask(request.id)).toBe('notNeeded')
    await decided(request)
    expect(await ask(request.id)).toBe('notReady')
    await write(request.id, 'Beste Eva,')
    expect(await need(request.id)).toBe('write')
    expect(await ask(request.id, people.handler, '0'.repeat(64))).toBe('changed')
    expect(await ask(request.id)).toBe('asked')
    expect(await need(request.id)).toBe('approve')
    expect(await ask(request.id), 'twice is once').toBe('asked')
    expect(await approvalsOf(store.read, store.t, request.id)).toHaveLength(1)
  })

  it('not who asked, handles, decided or hid, nor the person themselves', async () => {
    const request = await received()
    await as(people.handler!, ledger => assignRequest(ledger, request.id, people.colleague!))
    await decided(request)
    await write(request.id, 'Beste Eva,')
    await ask(request.id)
    expect(await say(request.id, people.handler!), 'asked and decided').toBe('notYours')
    expect(await say(request.id, people.colleague!), 'handles it').toBe('notYours')
    expect(await say(request.id, people.approver!, { isSubject: true }), 'is about them').toBe('notYours')
    expect((await facts(request.id)).approved).toBe(false)
    expect(await say(request.id, people.approver!)).toBe('done')
    expect(await facts(request.id)).toMatchObject({ approved: true, secondNeeded: true })
    expect(await need(request.id)).toBe('write')
    expect(await say(request.id, people.approver!), 'once').toBe('gone')
    const steps = (await auditTrail(store.read, store.t, request.id)).map(each => each.type)
    expect(steps.filter(type => type.startsWith('request.appro'))).toEqual([
      'request.approvalAsked',
      'request.approved',
    ])
  })

  it('who hid a value cannot agree to the plan it is part of', async () => {
    const request = await received()
    await hide(request.id, 'otherPerson', people.approver)
    await decided(request)
    await write(request.id, 'Beste Eva,')
    await ask(request.id)
    expect(await say(request.id, people.approver!)).toBe('notYours')
  })

  it('any change afterwards voids it: letter, decision, hidden value', async () => {
    const request = await received()
    await decided(request)
    await write(request.id, 'Beste Eva,')
    await ask(request.id)
    await say(request.id, people.approver!)
    const changes = [
      () => write(request.id, 'Beste Eva, '),
      () => decided(request, { ...refuse, reason: 'Iets anders.' }),
      () => hide(request.id, 'otherPerson'),
    ]
    for (const change of changes) {
      expect((await facts(request.id)).approved).toBe(true)
      await change()
      expect(await facts(request.id)).toMatchObject({ approved: false, secondNeeded: true })
      expect(await ask(request.id)).toBe('asked')
      expect(await say(request.id, people.approver!)).toBe('done')
    }
  })

  it('what changed between reading and agreeing is not agreed to', async () => {
    const request = await received()
    await decided(request)
    await write(request.id, 'Beste Eva,')
    await ask(request.id)
    // The page of the second person was made now; then the letter changes.
    const shown = await plan(request.id)
    await write(request.id, 'Beste Eva, u krijgt niets.')
    expect(await say(request.id, people.approver!, { plan: shown })).toBe('changed')
    // Nor can the plan as it is now be agreed to: nobody asked for that.
    expect(await say(request.id, people.approver!)).toBe('gone')
    expect((await facts(request.id)).approved).toBe(false)
    // Two at once: the change and the yes. Whatever comes first, a yes never holds for what was not shown.
    await ask(request.id)
    const now1 = await plan(request.id)
    await Promise.all([say(request.id, people.approver!, { plan: now1 }), write(request.id, 'Nog anders.')])
    expect((await facts(request.id)).approved).toBe(false)
  })

  it('a no holds: the same plan can be asked again, and is not approved meanwhile', async () => {
    const request = await received()
    await decided(request)
    await write(request.id, 'Beste Eva,')
    await ask(request.id)
    expect(await say(request.id, people.approver!, { approved: false })).toBe('done')
    expect(await facts(request.id)).toMatchObject({ approved: false })
    expect(await need(request.id)).toBe('approve')
    expect(await ask(request.id)).toBe('asked')
    expect((await approvalsOf(store.read, store.t, request.id)).map(each => each.approved)).toEqual([null, false])
    expect((await facts(request.id)).approved).toBe(false)
  })

  it('a value hidden under UAVG 41 needs a second person and a decision that says so (NL-02)', async () => {
    const request = await received()
    await hide(request.id, 'investigation')
    await decided(request, { ...refuse, outcome: 'part', ground: 'rightsOfOthers' })
    await write(request.id, 'Beste Eva,')
    expect(await facts(request.id)).toMatchObject({ secondNeeded: true, decided: false, hidden: 1 })
    expect(await ask(request.id)).toBe('notReady')
    const law = { ...refuse, category: 'fraud_abuse', outcome: 'part', ground: 'uavg41', until: '2027-03-01' } as const
    await decided(request, law)
    expect(await facts(request.id)).toMatchObject({ decided: true })
    expect(await ask(request.id)).toBe('asked')
  })
})
