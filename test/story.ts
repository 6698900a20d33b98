/** A request from a letter to its answer, told by a colleague through the store: for tests of what others see of it. */
import { expect } from 'vitest'
import { draftLetter } from '#app/letter/draft.ts'
import { letterOf } from '#app/letter/facts.ts'
import { sendDueAnswers } from '#app/letter/send.ts'
import { queueAnswer } from '#db/answer.ts'
import { decide } from '#db/decision.ts'
import { wantExport } from '#db/export.ts'
import { fileLetter } from '#db/letter.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { knowSubject, type Subject } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { planHash } from '#domain/decision.ts'
import type { Right } from '#domain/right.ts'
import type { World } from './world.ts'

export const colleague = newHandle()
export const give = {
  category: null,
  item: null,
  outcome: 'give',
  ground: null,
  reason: '',
  wouldChange: '',
  until: null,
} as const
export const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

export function storyIn(world: World) {
  const store = () => world.portal.store
  const counting = () => world.portal.register.controller
  /** A change by the colleague, a second later. */
  const change = <T>(body: (ledger: Ledger) => Promise<T>): Promise<T> => {
    world.clock.forward(1)
    return record<T>(store(), world.clock.now, { kind: 'staff', ref: colleague }, body)
  }
  /** The person of the platform with this address. */
  async function subjectOf(email: string): Promise<Subject> {
    const person = await world.portal.people.locate({ email })
    return change(async ledger => {
      ledger.entry('settings.changed')
      return knowSubject(ledger, { source: world.portal.people.id, key: person!.key, language: 'nl' })
    })
  }
  /** `sure`: it was established who asks. */
  function fromLetter(
    right: Right,
    subjectId: string,
    { email = 'eva@voorbeeld.example', sure = true } = {},
  ): Promise<SubjectRequest> {
    const letter = {
      subjectId,
      name: 'E. Jansen',
      email,
      address: 'Dorpsstraat 1',
      language: 'nl',
      text: 'Mag ik alles?',
      channel: 'letter',
      arrivedAt: world.clock.now,
      filedBy: colleague,
      onBehalf: null,
      behalfName: null,
      authority: null,
    } as const
    const known = sure ? ({ method: 'callBack', note: '', by: colleague } as const) : null
    return change(async ledger => (await fileLetter(ledger, counting(), letter, [right], known, [])).requests[0]!)
  }
  async function collect({ id: requestId, subjectId }: SubjectRequest): Promise<void> {
    await change(ledger => wantExport(ledger, { requestId, subjectId, scope, language: 'nl' }))
    await world.makeCopies()
  }
  /** What the register sends past a person first is refused, so that nothing but the letter is waited for. */
  async function refuseWhatWaits(request: SubjectRequest): Promise<void> {
    const { read, t } = store()
    const waiting = (await read.select().from(t.requestReview)).filter(each => each.requestId === request.id)
    const refusal = {
      outcome: 'refuse',
      ground: 'rightsOfOthers',
      reason: 'Van anderen.',
      wouldChange: 'Niets.',
    } as const
    for (const { category } of waiting)
      await change(ledger => decide(ledger, counting(), request, { ...give, ...refusal, category }, colleague))
  }
  /** Gives all of it, writes the program's own letter, and sends it off: it goes in thirty seconds. */
  async function write(request: SubjectRequest, way: 'page' | 'post'): Promise<void> {
    await change(ledger => decide(ledger, counting(), request, give, colleague))
    await world.makeCopies()
    const letter = await letterOf(world.portal, request, { now: world.clock.now, language: 'nl' })
    const { text } = await draftLetter(world.portal, letter!, 'nl')
    const draft = { requestId: request.id, language: 'nl', text, staffId: colleague } as const
    await change(ledger => saveDraft(ledger, counting(), draft))
    const plan = planHash(await answerPlanOf(store().read, store().t, request.id))
    const sending = { requestId: request.id, planHash: plan, partsMissing: 0, language: 'nl', way } as const
    const queued = await change(ledger => queueAnswer(ledger, counting(), { ...sending, staffId: colleague }))
    expect(queued).toHaveProperty('goesAt')
  }
  /** The same, and it goes. */
  async function answer(request: SubjectRequest, way: 'page' | 'post' = 'page'): Promise<void> {
    await write(request, way)
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(1)
  }
  return { change, subjectOf, fromLetter, collect, refuseWhatWaits, write, answer }
}
