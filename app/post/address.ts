/** Where mail about a request goes: asked each time, so that it is today's address and no copy of it is kept. */
import { letterById } from '#db/letter.ts'
import { isAddress } from '#db/mail.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { subjectById } from '#db/subject.ts'
import type { Language } from '#domain/language.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'

export type Addressee = {
  email: string
  language: Language
  name: string
  /** They can sign in here; otherwise the page of their request is no way to reach them. */
  account: boolean
}

/**
 * Whom to write to about this request: the person as the source knows them, else as they called themselves in what came
 * in. Who speaks for them, with authority that was checked, gets the mail themselves (ID-06). Null when nobody can be
 * mailed: then the way they came is the way back.
 */
export async function addressOf(
  portal: Pick<Portal, 'store' | 'people'>,
  request: Pick<SubjectRequest, 'subjectId' | 'letterId'>,
): Promise<Addressee | null> {
  const { store } = portal
  const subject = await subjectById(store.read, store.t, request.subjectId)
  const letter = request.letterId ? await letterById(store.read, store.t, request.letterId) : null
  if (letter?.onBehalf && letter.authority && isAddress(letter.email)) {
    return { email: letter.email, language: letter.language, name: letter.behalfName ?? letter.name, account: false }
  }
  const known = await selfOf(portal, request.subjectId)
  if (subject && known && isAddress(known.email)) {
    return { email: known.email, language: subject.language, name: known.displayName, account: true }
  }
  return letter && isAddress(letter.email)
    ? { email: letter.email, language: letter.language, name: letter.name, account: false }
    : null
}
