/** Asking for one of the rights over how data are used, from the member's own pages: the request, what they said, and the mail. */
import { receiveReply } from '#db/message.ts'
import type { Ledger } from '#db/record.ts'
import { receiveRequest, type SubjectRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { CategoryId } from '#domain/register.ts'
import type { Right } from '#domain/right.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'
import { tellPerson } from '../post/tell.ts'
import { searchWords } from '../search-words.ts'

/** Longest text that somebody tells of their situation, in characters. */
export const longestSituation = 4000

export type Asking = {
  subjectId: string
  right: Right
  /** What it is about; null is everything. */
  categories: readonly CategoryId[] | null
  /** What they say of it; goes into the request as their message. Empty when they say nothing, or it is kept elsewhere. */
  text: string
  self: Located | null
  language: Language
}

/** Files the request inside the caller's change. Records `request.received`, and `request.messageReceived` with a text. */
export async function askRight(
  ledger: Ledger,
  portal: Pick<Portal, 'register' | 'config' | 'keys'>,
  { subjectId, right, categories, text, self, language }: Asking,
): Promise<SubjectRequest> {
  const { controller } = portal.register
  const request = await receiveRequest(ledger, controller, {
    right,
    subjectId,
    channel: 'portal',
    scope: { categories, from: null, until: null, forms: ['access'] },
    words: searchWords(portal, self && { name: self.displayName, email: self.email }),
  })
  if (text !== '') {
    await receiveReply(ledger, controller, { requestId: request.id, text, day: dayOf(ledger.at, controller.timeZone) })
  }
  const to = self && { email: self.email, name: self.displayName, language, account: true }
  await tellPerson(ledger, portal, request.id, to, { kind: 'requestSubmitted' })
  return request
}
