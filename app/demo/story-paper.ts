/**
 * Demo: one paper letter with three rights in it, all the way: somebody else's words hidden in the copy, a refusal that two
 * people agreed to, three letters sent, a mail that came back, and the person who asks to look again.
 */
import { answerApproval, askApproval } from '#db/approval.ts'
import { queueAnswer } from '#db/answer.ts'
import { assignRequest } from '#db/assignment.ts'
import { collectRequest } from '#db/collect.ts'
import { decide } from '#db/decision.ts'
import { hideValues } from '#db/hidden-value.ts'
import { labelRequests } from '#db/label.ts'
import { fileLetter } from '#db/letter.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { mailFailed, queueMail } from '#db/mail.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { releaseReview } from '#db/request-review.ts'
import { noteAllReviewed } from '#db/reviewed-item.ts'
import { askSecondLook } from '#db/second-look.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { addDays, dayOf } from '#domain/day.ts'
import { type Decision, planHash } from '#domain/decision.ts'
import type { Item } from '#domain/item.ts'
import { later } from '#domain/moment.ts'
import type { Right } from '#domain/right.ts'
import { workUntilIdle } from '#exports/worker.ts'
import { deskOf } from '../desk.ts'
import { acknowledge, hearersOf } from '../intake/acknowledge.ts'
import { draftLetter } from '../letter/draft.ts'
import { letterOf } from '../letter/facts.ts'
import { sendDueAnswers } from '../letter/send.ts'
import type { Portal } from '../portal.ts'
import { letterAbout } from '../post/tell.ts'
import { byHandler, type Step, type Teller } from './teller.ts'

const email = 'noor@voorbeeld.example'
const category = 'contact_moments'
/** Put on everything of this letter, so that the queue finds it: `label:papier`. */
export const paperLabel = 'papier'

const text = `Utrecht, in november

Geachte mevrouw, meneer,

Graag wil ik weten welke gegevens u van mij heeft. Stuur mij een kopie.
Mijn woonplaats staat verkeerd: verbeter dat alstublieft.
En verwijder alles over de melding die iemand deed.

Met vriendelijke groet,
N. van der Berg`

type Written = Partial<Decision> & Pick<Decision, 'outcome' | 'reason'>
const decisions = (portal: Portal): readonly (readonly [Right, Written])[] => [
  [
    'access',
    {
      outcome: 'part',
      ground: 'rightsOfOthers',
      reason: 'Eén notitie gaat vooral over iemand anders.',
      wouldChange: 'Als de ander het goed vindt, krijg je het wel.',
    },
  ],
  ['rectification', { outcome: 'give', reason: 'Je woonplaats staat nu goed.' }],
  [
    'erasure',
    {
      outcome: 'refuse',
      ground: 'uavg41',
      reason: 'Het onderzoek naar de melding loopt nog.',
      wouldChange: 'Vraag het opnieuw als het onderzoek klaar is.',
      until: addDays(dayOf(portal.now(), portal.register.controller.timeZone), 150),
    },
  ],
]

/** The steps of this one story; what the first one files is what the others go on with. */
export function paperSteps(): readonly Step[] {
  const requests = new Map<Right, SubjectRequest>()
  const of = (right: Right) => {
    const request = requests.get(right)
    if (!request) throw new Error(`the letter holds no ${right}`)
    return request
  }
  return [
    { daysAgo: 24, tell: teller => file(teller, requests) },
    { daysAgo: 23, tell: teller => hideOne(teller, of('access')) },
    {
      daysAgo: 22,
      tell: async ({ portal, staff }) => {
        for (const [right, decision] of decisions(portal)) await write({ portal, staff }, of(right), decision)
        const plan = await planOf(portal, of('erasure'))
        await byHandler(portal, staff, (ledger, staffId) =>
          askApproval(ledger, portal.register.controller, of('erasure').id, { staffId, plan }),
        )
      },
    },
    { daysAgo: 21, tell: teller => agree(teller, of('erasure')) },
    {
      daysAgo: 20,
      tell: async teller => {
        for (const request of requests.values()) await send(teller, request)
      },
    },
    { daysAgo: 19, tell: ({ portal }) => sendDueAnswers(portal) },
    { daysAgo: 18, tell: ({ portal }) => comeBack(portal, of('rectification')) },
    {
      daysAgo: 3,
      tell: ({ portal }) =>
        record(portal.store, portal.now(), { kind: 'member', ref: of('erasure').subjectId }, ledger =>
          askSecondLook(ledger, portal.register.controller, {
            requestId: of('erasure').id,
            text: 'Het onderzoek is volgens mij al klaar. Kijk er nog eens naar.',
          }),
        ),
    },
  ]
}

/** Filed two days after it fell in the letterbox; the handler rang the number on file. */
async function file({ portal, staff, known }: Teller, requests: Map<Right, SubjectRequest>): Promise<void> {
  const { controller } = portal.register
  const { id: subjectId } = await known(email)
  await byHandler(portal, staff, async (ledger, staffId) => {
    const letter = {
      channel: 'letter',
      arrivedAt: later(portal.now(), -2 * 86_400),
      filedBy: staffId,
      subjectId,
      name: 'N. van der Berg',
      email,
      address: '',
      language: 'nl',
      onBehalf: null,
      behalfName: null,
      authority: null,
      text,
    } as const
    const hearers = await hearersOf(portal, letter)
    const rang = { method: 'callBack', note: 'Teruggebeld op het nummer dat we kennen.', by: staffId } as const
    const rights = ['access', 'rectification', 'erasure'] as const
    const filed = await fileLetter(ledger, controller, letter, rights, rang, hearers.words)
    for (const request of filed.requests) {
      requests.set(request.right, request)
      await assignRequest(ledger, request.id, staffId)
    }
    const ids = filed.requests.map(({ id }) => id)
    await labelRequests(ledger, ids, paperLabel, true)
    await acknowledge(ledger, portal, filed.requests, hearers)
    await collectRequest(ledger, controller, filed.requests[0]!.id, 'nl')
  })
  await workUntilIdle(deskOf(portal))
}

/** A note that is about somebody else is kept out of the copy, and the rest of its kind let go. */
async function hideOne({ portal, staff, known }: Teller, request: SubjectRequest): Promise<void> {
  const { controller } = portal.register
  const { key } = await known(email)
  const items: Item[] = []
  for (const [id, source] of portal.sources) {
    const who = id === portal.register.subject.source ? await source.locate({ key }) : null
    if (who) for await (const batch of source.collect(who, { categories: [category] })) items.push(...batch)
  }
  const [other] = items
  if (!other) throw new Error('nobody was in contact with the member of this story')
  const [column] = Object.keys(other.values)
  const { source, table, key: row } = other
  await byHandler(portal, staff, (ledger, staffId) =>
    hideValues(ledger, controller, request, {
      category,
      source,
      table,
      key: row,
      columns: [column!],
      reason: 'otherPerson',
      staffId,
      found: items.length,
    }),
  )
  const all = async function* () {
    yield items
  }
  await noteAllReviewed(portal.store, request.id, category, all())
  await byHandler(portal, staff, (ledger, staffId) =>
    releaseReview(ledger, controller, request, { category, staffId, language: 'nl' }),
  )
  await workUntilIdle(deskOf(portal))
}

type Desk = Pick<Teller, 'portal' | 'staff'>

async function write({ portal, staff }: Desk, request: SubjectRequest, written: Written): Promise<void> {
  const { controller } = portal.register
  const whole = { category: null, item: null, ground: null, wouldChange: '', until: null } as const
  await byHandler(portal, staff, (ledger, staffId) =>
    decide(ledger, controller, request, { ...whole, ...written }, staffId),
  )
  const letter = await letterOf(portal, request, { now: portal.now(), language: 'nl' })
  if (!letter) throw new Error('nothing was decided')
  const draft = await draftLetter(portal, letter, 'nl')
  await byHandler(portal, staff, (ledger, staffId) =>
    saveDraft(ledger, controller, { requestId: request.id, language: 'nl', text: draft.text, staffId }),
  )
}

const planOf = async ({ store }: Portal, { id }: SubjectRequest): Promise<string> =>
  planHash(await answerPlanOf(store.read, store.t, id))

async function agree({ portal, staff }: Desk, request: SubjectRequest): Promise<void> {
  const staffId = staff.get('approver') ?? ''
  const answer = { staffId, plan: await planOf(portal, request), approved: true, note: '', isSubject: false }
  await record(portal.store, portal.now(), { kind: 'staff', ref: staffId }, ledger =>
    answerApproval(ledger, portal.register.controller, request.id, answer),
  )
}

async function send({ portal, staff }: Desk, request: SubjectRequest): Promise<void> {
  const plan = await planOf(portal, request)
  const sent = await byHandler(portal, staff, (ledger, staffId) =>
    queueAnswer(ledger, portal.register.controller, {
      requestId: request.id,
      planHash: plan,
      partsMissing: 0,
      language: 'nl',
      way: 'page',
      staffId,
    }),
  )
  if (typeof sent === 'string') throw new Error(`the answer did not go: ${sent}`)
}

/** The mail about one of the answers was refused by the other side. */
async function comeBack(portal: Portal, request: SubjectRequest): Promise<void> {
  const to = { language: 'nl', account: true } as const
  await record(portal.store, portal.now(), { kind: 'system', ref: 'sender' }, async (ledger: Ledger) => {
    const mail = await letterAbout(ledger, portal, request.id, to, { kind: 'message' })
    await mailFailed(ledger, await queueMail(ledger, mail, email, { requestId: request.id }), 0, '550')
  })
}
