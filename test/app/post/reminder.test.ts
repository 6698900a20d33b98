import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remindOfCopies } from '#app/post/reminder.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import type { Instant } from '#domain/day.ts'
import { engines } from '#test/engines.ts'
import { type Desk, eva, openDesk } from '../sign-in/desk.ts'

const machine = { kind: 'system', ref: 'worker' } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] } as const

describe.each(engines)('a copy that nobody fetched ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  /** A copy of Eva's that goes at this moment. */
  const copy = (expiresAt: Instant, downloadedAt: Instant | null = null) =>
    record(desk.portal.store, desk.now, machine, async ({ db, t, at, ...ledger }) => {
      const subject = await knowSubject({ db, t, at, ...ledger }, { source: 'platform', key: '1', language: 'nl' })
      const [id, requestId] = [newHandle(), newHandle()]
      await db.insert(t.subjectRequest).values({
        id: requestId,
        reference: `REF-${id.slice(0, 7)}`,
        right: 'access',
        subjectId: subject.id,
        channel: 'portal',
        scope,
        receivedAt: at,
        assignedTo: null,
        answeredAt: at,
        closedAt: null,
        answerBy: '2026-12-22',
        nominalBy: '2026-12-22',
        need: 'nothing',
        open: false,
      })
      await db.insert(t.export).values({
        id,
        requestId,
        subjectId: subject.id,
        scope,
        language: 'nl',
        wantedAt: at,
        dueAt: at,
        attempts: 0,
        fence: 1,
        builtAt: at,
        file: 'x',
        bytes: 4_100_000,
        expiresAt,
        downloadedAt,
      })
      ledger.entry('export.built', { request: requestId })
      return id
    })
  const reminders = async () => (await desk.letters()).filter(letter => /verloopt/.test(letter.subject))

  it('is told of three days before it goes, once, also when several processes look at the same time', async () => {
    const id = await copy('2026-12-06T23:00:00.000Z')
    await copy('2026-12-06T23:00:00.000Z', desk.now)
    expect(await remindOfCopies(desk.portal)).toBe(0)
    desk.advance(11 * 86_400 + 14 * 3600)
    const written = await Promise.all([1, 2, 3].map(() => remindOfCopies(desk.portal)))
    expect(written.reduce((a, b) => a + b)).toBe(1)
    expect(await remindOfCopies(desk.portal)).toBe(0)
    const [letter, ...more] = await reminders()
    expect(more).toEqual([])
    expect(letter).toMatchObject({ to: eva, subject: 'Je kopie verloopt over drie dagen' })
    expect(letter?.text).toContain(`REF-${id.slice(0, 7)}`)
    expect(letter?.text).toContain('zondag 6 december 2026')
    expect((await desk.log()).filter(type => type === 'export.reminded')).toHaveLength(1)
  })

  it('is told of once more when it was kept longer', async () => {
    const { t } = desk.portal.store
    await desk.portal.store.tx(async db => {
      await db.update(t.export).set({ expiresAt: '2026-12-20T23:00:00.000Z' })
    })
    expect(await remindOfCopies(desk.portal)).toBe(0)
    desk.advance(14 * 86_400)
    expect(await remindOfCopies(desk.portal)).toBe(1)
    expect((await reminders()).at(-1)?.text).toContain('zondag 20 december 2026')
  })
})
