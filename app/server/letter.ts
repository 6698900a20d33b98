/**
 * Letters on paper: `/verzoeken/:reference/brief.pdf` for their owner, `/werkvoorraad/:reference/brief.pdf` for staff, and
 * `/werkvoorraad/:reference/kopie`, the copy that goes by post with a letter. Never cached; what staff see is a look (T9).
 */
import { answerOf, sentAnswer } from '#db/answer.ts'
import { exportsOf, isReady } from '#db/export.ts'
import { draftOf } from '#db/letter-draft.ts'
import { requestByReference, requestOf } from '#db/subject-request.ts'
import { readReference } from '#domain/reference.ts'
import { may } from '#domain/staff-role.ts'
import { letterPdf } from '../letter/pdf.ts'
import { printed } from '../letter/printed.ts'
import { recipientOf } from '../letter/recipient.ts'
import { finalText } from '../letter/send.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { lookAtLetter } from '../staff/letter-look.ts'
import { words } from '../text/words.ts'
import { proofFirst } from '../who.ts'
import type { Exchange, Routes } from './exchange.ts'
import { handBundle } from './hand-bundle.ts'
import type { Refuse } from './refusal.tsx'

export function letterRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const { store, register } = portal
  app.get('/verzoeken/:reference/brief.pdf', async exchange => {
    const { visitor } = await exchange.get('context')()
    const reference = readReference(exchange.req.param('reference'))
    if (visitor.audience !== 'member' || !reference) return refuse(exchange, 404)
    const request = await requestOf(store.read, store.t, reference, visitor.subjectId)
    const answer = request && (await sentAnswer(store.read, store.t, request.id))
    if (!request || !answer?.sentAt) return refuse(exchange, 404)
    return paper(exchange, reference, await printed(portal, request, { ...answer, at: answer.sentAt, draft: false }))
  })

  app.get('/werkvoorraad/:reference/brief.pdf', async exchange => {
    const context = await exchange.get('context')()
    const { visitor, now } = context
    const reference = readReference(exchange.req.param('reference'))
    if (visitor.audience !== 'staff' || !reference) return refuse(exchange, 404)
    const request = await requestByReference(store.read, store.t, reference)
    if (!request) return refuse(exchange, 404)
    const [answer, draft] = await Promise.all([
      answerOf(store.read, store.t, request.id),
      draftOf(store.read, store.t, request.id),
    ])
    if ((!answer && !draft) || !(await lookAtLetter(context, visitor, request))) return refuse(exchange, 404)
    if (answer?.sentAt) {
      return paper(exchange, reference, await printed(portal, request, { ...answer, at: answer.sentAt, draft: false }))
    }
    const letter = answer ?? draft!
    const text = await finalText(portal, request, letter, now)
    const way = answer?.way ?? 'page'
    return paper(exchange, reference, await printed(portal, request, { ...letter, text, at: now, way, draft: true }))
  })

  app.get('/werkvoorraad/:reference/kopie', async exchange => {
    const context = await exchange.get('context')()
    const { visitor, now } = context
    const reference = readReference(exchange.req.param('reference'))
    if (visitor.audience !== 'staff' || !may(visitor.role, 'work') || !reference) return refuse(exchange, 404)
    const request = await requestByReference(store.read, store.t, reference)
    const answer = request && (await sentAnswer(store.read, store.t, request.id))
    if (!request || !answer) return refuse(exchange, 404)
    // Whoever has a page fetches their own copy; nobody does it for them without need.
    if (answer.way === 'page' && (await recipientOf(portal, request, answer.language)).account)
      return refuse(exchange, 404)
    const job = (await exportsOf(store.read, store.t, request.id)).find(each => isReady(each, now))
    if (!job?.file) return refuse(exchange, 404)
    const first = proofFirst({ request: exchange.req.raw, context })
    if (first) return first
    const parts = job.scope.categories ?? register.categories.map(each => each.id)
    if (!(await lookAtLetter(context, visitor, request, parts))) return refuse(exchange, 404)
    const handed = await handBundle(portal, job, reference, { actor: personOf(visitor).actor, now })
    return handed ?? refuse(exchange, 404)
  })
}

/** A letter as a file to keep. */
export async function paper(
  exchange: Exchange,
  reference: string,
  letter: Parameters<typeof letterPdf>[0],
): Promise<Response> {
  const name = `${words(letter.language).letters.pdf.file}-${reference}.pdf`
  return exchange.body(new Uint8Array(await letterPdf(letter)), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${name}"`,
  })
}
