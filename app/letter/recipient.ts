/** Whom a letter is for: their name and, when it is posted, where; asked of the source, else from what they wrote to us. */
import { letterById } from '#db/letter.ts'
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

/**
 * A legal representative whose authority was checked gets the answer themselves (ID-06). Somebody whom nobody knows by name
 * is greeted without one.
 */
export async function recipientOf(
  portal: Pick<Portal, 'store' | 'people' | 'register'>,
  request: Pick<SubjectRequest, 'subjectId' | 'letterId'>,
  language: Language,
): Promise<LetterRecipient> {
  const { store, people, register } = portal
  const [subject, letter] = await Promise.all([
    subjectById(store.read, store.t, request.subjectId),
    request.letterId ? letterById(store.read, store.t, request.letterId) : null,
  ])
  const person = subject?.source === register.subject.source ? await people.locate({ key: subject.key }) : null
  const speaks = letter?.onBehalf && letter.authority ? letter : null
  const name = speaks?.behalfName || person?.displayName || letter?.name || ''
  return {
    name: name.replace(/\s+/g, ' ').trim() || words(language).templates.nameless,
    address: (letter?.address ?? '')
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
    language: (person ? subject?.language : letter?.language) ?? language,
    account: person !== null && (speaks === null || speaks.onBehalf === 'authorised'),
  }
}
