/** A question that stops the clock and is not answered is reminded of once, after fourteen days. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remindOfQuestions } from '#app/post/question-reminder.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { resumeRequest } from '#db/pause.ts'
import { askQuestion } from '#db/question.ts'
import { record } from '#db/record.ts'
import { receiveRequest } from '#db/subject-request.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import { addDays } from '#domain/day.ts'
import type { PauseKind } from '#domain/pause.ts'
import { engines } from '#test/engines.ts'
import { type Desk, eva, openDesk } from '../sign-in/desk.ts'

const staff = { kind: 'system', ref: 'operator' } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] } as const

describe.each(engines)('an open question ($name)', engine => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.dispose())

  const today = '2026-11-22'
  /** A request with a question that was asked so many days ago. Gives the request's handle. */
  const asked = (days: number, kind: PauseKind = 'identity', known = true) =>
    record(desk.portal.store, desk.now, staff, async ledger => {
      const { controller } = desk.portal.register
      const subject = known
        ? await knowSubject(ledger, { source: 'platform', key: '1', language: 'nl' })
        : await knowStranger(ledger, 'nl')
      const { id } = await receiveRequest(ledger, controller, {
        right: 'access',
        subjectId: subject.id,
        channel: 'letter',
        scope,
        receivedAt: '2026-11-01T09:00:00.000Z',
      })
      const day = addDays(today, -days)
      const words = { reason: 'Twijfel.', text: 'Ben jij dit?', staffId: 'someone' }
      await askQuestion(ledger, controller, { requestId: id, about: 'identity', kind, day, ...words })
      return id
    })
  const reminded = async (id: string) =>
    (await auditTrail(desk.portal.store.read, desk.portal.store.t, id)).filter(
      each => each.type === 'request.questionReminded',
    ).length

  it('is reminded of on the fourteenth day, not before, once, whoever else does it too', async () => {
    const [due, early] = [await asked(14), await asked(13)]
    const before = (await desk.letters()).filter(letter => letter.to === eva).length
    const written = await Promise.all([1, 2, 3].map(() => remindOfQuestions(desk.portal)))
    expect(written.reduce((sum, count) => sum + count)).toBe(1)
    expect(await remindOfQuestions(desk.portal)).toBe(0)
    expect([await reminded(due), await reminded(early)]).toEqual([1, 0])
    expect((await desk.letters()).filter(letter => letter.to === eva)).toHaveLength(before + 1)
  })

  it('is not when it stops nothing, when it was answered, or when nobody can be mailed', async () => {
    const [empty, stranger, answered] = [
      await asked(20, 'void-small'),
      await asked(20, 'identity', false),
      await asked(20),
    ]
    await record(desk.portal.store, desk.now, staff, ledger =>
      resumeRequest(ledger, desk.portal.register.controller, answered, today),
    )
    expect(await remindOfQuestions(desk.portal)).toBe(0)
    expect([await reminded(empty), await reminded(stranger), await reminded(answered)]).toEqual([0, 0, 0])
  })
})
