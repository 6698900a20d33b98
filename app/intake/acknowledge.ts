/** What the person hears when a request was filed for them, and who else is warned. */
import type { Letter } from '#db/letter.ts'
import type { Ledger } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { type Addressee, addresseeOf } from '../post/address.ts'
import { tellPerson, warnPerson } from '../post/tell.ts'
import { searchWords } from '../search-words.ts'

/**
 * Who hears, and what the requests are found by: asked before the change, because a source is never asked inside a
 * transaction.
 */
export type Hearers = { to: Addressee | null; onFile: string | null; words: readonly string[] }

/** @param letter as it is filed, or will be */
export async function hearersOf(portal: Portal, letter: Omit<Letter, 'id' | 'filedAt'>): Promise<Hearers> {
  const { subjectId } = letter
  const [to, self] = await Promise.all([addresseeOf(portal, subjectId, letter), selfOf(portal, subjectId)])
  const words = searchWords(portal, self ? { name: self.displayName, email: self.email } : letter)
  return { to, onFile: self?.email ?? null, words }
}

/**
 * A letter for each request that says it is here and by when it is answered; and a warning at the address on file when
 * that is not where those letters go: somebody may be asking in the name of another (T1).
 */
export async function acknowledge(
  ledger: Ledger,
  portal: Portal,
  requests: readonly SubjectRequest[],
  { to, onFile }: Hearers,
): Promise<void> {
  for (const { id } of requests) await tellPerson(ledger, portal, id, to, { kind: 'requestSubmitted' })
  const [first] = requests
  if (first && onFile && onFile.toLowerCase() !== to?.email.toLowerCase()) {
    await warnPerson(ledger, portal, first.id, { language: to?.language ?? 'nl', emails: [onFile] }, ledger.at)
  }
}
