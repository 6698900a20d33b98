/** A world with something on every page of the workbench: a letter, a copy to review, a refusal that waits, an answer. */
import { sendDueAnswers } from '#app/letter/send.ts'
import { askApproval } from '#db/approval.ts'
import { collectRequest } from '#db/collect.ts'
import { decide } from '#db/decision.ts'
import { checkIdentity } from '#db/identity.ts'
import { fileLetter } from '#db/letter.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { mailFailed, queueMail } from '#db/mail.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { record } from '#db/record.ts'
import { askSecondLook } from '#db/second-look.ts'
import { receiveRequest, type SubjectRequest } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import { queueAnswer } from '#db/answer.ts'
import { dayOf } from '#domain/day.ts'
import { planHash, type RefusalGround } from '#domain/decision.ts'
import { draftLetter } from '#app/letter/draft.ts'
import { letterOf } from '#app/letter/facts.ts'
import type { World } from '#test/world.ts'

export type Filled = {
  /** Address of the member whose requests they are. */
  member: string
  /** What stands in the addresses of pages. */
  places: Readonly<Record<string, string>>
}

const member = 'eva@voorbeeld.example'
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

/** @param world with a handler who was signed in once */
export async function fill(world: World): Promise<Filled> {
  const { portal, clock } = world
  const { store, register, people } = portal
  const { controller } = register
  const [handler] = (await store.read.select().from(store.t.staff)).filter(each => each.role === 'handler')
  const staffId = handler!.id
  const actor = { kind: 'staff', ref: staffId } as const
  const person = await people.locate({ email: member })
  const { letter, access, subjectId } = await record(store, clock.now, actor, async ledger => {
    const subject = await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
    const who = {
      name: 'Eva Jansen',
      email: member,
      address: 'Dorpsstraat 1\n3511 AB Utrecht',
      language: 'nl',
    } as const
    const behalf = { onBehalf: 'authorised', behalfName: 'Mr. Vos', authority: 'Machtiging gezien.' } as const
    const arrived = { channel: 'letter', arrivedAt: clock.now, filedBy: staffId } as const
    const text = 'Ik wil inzage.\n\nEn haal daarna alles weg.'
    const whole = { subjectId: subject.id, ...who, ...behalf, ...arrived, text }
    const filed = await fileLetter(ledger, controller, whole, ['access', 'erasure'], null, [])
    const first = filed.requests.find(each => each.right === 'access')!
    const today = dayOf(clock.now, controller.timeZone)
    const check = { method: 'callBack', sure: true, note: 'Maandag gebeld.', staffId, answeredOn: today } as const
    await checkIdentity(ledger, controller, first, check)
    await collectRequest(ledger, controller, first.id, 'nl')
    return { letter: filed.letter, access: first, subjectId: subject.id }
  })
  await world.makeCopies()

  /** Refused whole on this ground, with its letter saved. */
  async function refused(ground: RefusalGround): Promise<SubjectRequest> {
    const request = await record(store, clock.now, actor, async ledger => {
      const asked = { right: 'erasure', subjectId, channel: 'portal', scope, receivedAt: clock.now } as const
      const made = await receiveRequest(ledger, controller, asked)
      const not = { category: null, item: null, outcome: 'refuse', ground, until: null } as const
      const why = { reason: 'Dit kan nu niet.', wouldChange: 'Stuur ons een bewijs.' }
      await decide(ledger, controller, made, { ...not, ...why }, staffId)
      return made
    })
    const facts = await letterOf(portal, request, { now: clock.now, language: 'nl' })
    const { text } = await draftLetter(portal, facts!, 'nl')
    const draft = { requestId: request.id, language: 'nl', text, staffId } as const
    await record(store, clock.now, actor, ledger => saveDraft(ledger, controller, draft))
    return request
  }
  const planOf = async ({ id }: SubjectRequest) => planHash(await answerPlanOf(store.read, store.t, id))

  const written = await refused('manifestlyExcessive')
  const plan = await planOf(written)
  await record(store, clock.now, actor, ledger => askApproval(ledger, controller, written.id, { staffId, plan }))

  const answered = await refused('noErasureGround')
  const sending = { requestId: answered.id, planHash: await planOf(answered), partsMissing: 0, staffId } as const
  await record(store, clock.now, actor, ledger =>
    queueAnswer(ledger, controller, { ...sending, language: 'nl', way: 'page' }),
  )
  clock.forward(31)
  await sendDueAnswers(portal)
  await record(store, clock.now, { kind: 'member', ref: subjectId }, ledger =>
    askSecondLook(ledger, controller, { requestId: answered.id, text: 'Die sollicitatie is al jaren voorbij.' }),
  )
  await world.letters()

  // One that the mail server does not take.
  await record(store, clock.now, { kind: 'system', ref: 'sender' }, async ledger => {
    const mail = { kind: 'decided', language: 'nl', subject: 'Je antwoord', text: 'x', html: 'x' } as const
    const id = await queueMail(ledger, mail, member, { requestId: answered.id })
    await mailFailed(ledger, id, 0, '550')
  })
  const places = {
    letter: letter.id,
    access: access.reference,
    written: written.reference,
    answered: answered.reference,
  }
  return { member, places }
}
