/** What the portal itself keeps about a member: requests with staff's notes, looks, and the devices they signed in on. */
import { notesOf } from '#db/request-note.ts'
import { liveSessions } from '#db/session.ts'
import { requestsOf } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import { moment } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Portal } from '../portal.ts'
import { sessionLimits } from '../sign-in/session.ts'

/** Newest requests of which the notes are shown; all of them are in the copy. */
const fewRequests = 5

export type OwnFileView = {
  requests: readonly {
    reference: string
    right: string
    received: string
    answered: string | null
    channel: string
    notes: readonly { id: string; at: string; text: string }[]
  }[]
  moreRequests: boolean
  devices: readonly { id: string; device: string; since: string; seen: string }[]
}

export async function ownFile(
  { store }: Pick<Portal, 'store'>,
  subjectId: string,
  { now, language }: { now: Instant; language: Language },
): Promise<OwnFileView> {
  const [requests, sessions] = await Promise.all([
    requestsOf(store.read, store.t, subjectId),
    liveSessions(
      store.read,
      store.t,
      { audience: 'member', personId: subjectId },
      now,
      later(now, -sessionLimits.member.idle),
    ),
  ])
  const w = words(language)
  const shown = requests.slice(0, fewRequests)
  const notes = await Promise.all(shown.map(request => notesOf(store.read, store.t, request.id)))
  return {
    requests: shown.map((request, index) => ({
      reference: request.reference,
      right: w.common.right[request.right],
      received: moment(request.receivedAt, language),
      answered: request.answeredAt && moment(request.answeredAt, language),
      channel: w.member.data.channels[request.channel],
      // Who wrote it stays out: staff appear by role only.
      notes: notes[index]!.map(note => ({ id: note.id, at: moment(note.at, language), text: note.text })),
    })),
    moreRequests: requests.length > shown.length,
    devices: sessions.map(each => ({
      id: each.id,
      device: each.device,
      since: moment(each.createdAt, language),
      seen: moment(each.seenAt, language),
    })),
  }
}
