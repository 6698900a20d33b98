/**
 * What somebody without an account takes from the page of their request (`/verzoek-doen/verzoek`): our letter, their copy
 * once that letter was sent, and the files that they sent us. Never cached; nothing without the code of this visit.
 */
import { sentAnswer } from '#db/answer.ts'
import { exportsOf, isReady } from '#db/export.ts'
import { copyIsHeld } from '#db/held-copy.ts'
import { fileById, fileOfSubject } from '#db/received-file.ts'
import { isHandle } from '#domain/handle.ts'
import { followed, followingVisit, freshlyProven } from '../form/follow.ts'
import { visitorActor } from '../form/visit.ts'
import { printed } from '../letter/printed.ts'
import type { Portal } from '../portal.ts'
import type { Exchange, Routes } from './exchange.ts'
import { handFile } from './file.ts'
import { handBundle } from './hand-bundle.ts'
import { paper } from './letter.ts'
import type { Refuse } from './refusal.tsx'

export function followedRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const { store } = portal
  const here = async (exchange: Exchange) => {
    const { now } = await exchange.get('context')()
    const visit = await followingVisit(portal, exchange.req.header('cookie') ?? null, now)
    const row = visit && (await followed(portal, visit))
    return visit && row ? { visit, row, now } : null
  }

  app.get('/verzoek-doen/verzoek/brief.pdf', async exchange => {
    const mine = await here(exchange)
    const answer = mine && (await sentAnswer(store.read, store.t, mine.row.id))
    if (!mine || !answer?.sentAt) return refuse(exchange, 404)
    const letter = await printed(portal, mine.row, { ...answer, at: answer.sentAt, draft: false })
    return paper(exchange, mine.row.reference, letter)
  })

  app.get('/verzoek-doen/verzoek/kopie', async exchange => {
    const mine = await here(exchange)
    if (!mine || (await copyIsHeld(store.read, store.t, mine.row.id))) return refuse(exchange, 404)
    const { visit, row, now } = mine
    const job = (await exportsOf(store.read, store.t, row.id)).find(each => isReady(each, now))
    if (!job) return refuse(exchange, 404)
    if (!freshlyProven(visit, now)) return exchange.redirect('/verzoek-doen/volgen?opnieuw=1', 303)
    const by = { actor: visitorActor(visit.visit), now }
    return (await handBundle(portal, job, row.reference, by)) ?? refuse(exchange, 404)
  })

  app.get('/verzoek-doen/verzoek/bestand/:fileId', async exchange => {
    const mine = await here(exchange)
    const id = exchange.req.param('fileId')
    if (!mine || !isHandle(id)) return refuse(exchange, 404)
    // Of this request alone: the visit opened no other.
    const file = await fileOfSubject(store.read, store.t, id, mine.row.subjectId)
    const owner = file && (await fileById(store.read, store.t, id))
    return file && owner?.requestId === mine.row.id ? handFile(file) : refuse(exchange, 404)
  })
}
