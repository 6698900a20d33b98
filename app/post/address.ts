/** Where mail about a request goes: asked each time, so that it is today's address and no copy of it is kept. */
import { type Letter, letterById } from '#db/letter.ts'
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

type Given = Pick<Portal, 'store' | 'people'>
type Sender = Omit<Letter, 'id' | 'filedAt'>

/** Whom to write to about this request; see `addresseeOf`. */
export async function addressOf(
  portal: Given,
  request: Pick<SubjectRequest, 'subjectId' | 'letterId'>,
): Promise<Addressee | null> {
  const { read, t } = portal.store
  return addresseeOf(portal, request.subjectId, request.letterId ? await letterById(read, t, request.letterId) : null)
}

/**
 * Whom to write to: the person as the source knows them, else as they called themselves in what came in. Who speaks for
 * them, with authority that was checked, gets the mail themselves (ID-06). Null when nobody can be mailed: then the way
 * they came is the way back.
 * @param letter what it came in, also before it is filed
 */
export async function addresseeOf(portal: Given, subjectId: string, letter: Sender | null): Promise<Addressee | null> {
  const { store } = portal
  const subject = await subjectById(store.read, store.t, subjectId)
  if (letter?.onBehalf && letter.authority && isAddress(letter.email)) {
    return { email: letter.email, language: letter.language, name: letter.behalfName ?? letter.name, account: false }
  }
  const known = await selfOf(portal, subjectId)
  if (subject && known && isAddress(known.email)) {
    return { email: known.email, language: subject.language, name: known.displayName, account: true }
  }
  return letter && isAddress(letter.email)
    ? { email: letter.email, language: letter.language, name: letter.name, account: false }
    : null
}
