/** Whom a letter is for: their name and, when it is posted, where; asked of the source, else from what they wrote to us. */
import { subjectById } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'

export type LetterRecipient = {
  name: string
  /** Lines of a postal address; empty when none is known. */
  address: readonly string[]
  language: Language
  /** They can sign in, and so read it on their page. */
  account: boolean
}

/** Somebody whom nobody knows by name is greeted without one. */
export async function recipientOf(
  portal: Pick<Portal, 'store' | 'people'>,
  request: Pick<SubjectRequest, 'subjectId' | 'letterId'>,
  language: Language,
): Promise<LetterRecipient> {
  const { store, people } = portal
  const subject = await subjectById(store.read, store.t, request.subjectId)
  const person = subject && (await people.locate({ key: subject.key }))
  const name = (person?.displayName ?? '').replace(/\s+/g, ' ').trim()
  return {
    name: name || words(language).templates.nameless,
    address: [],
    language: subject?.language ?? language,
    account: person !== null,
  }
}
