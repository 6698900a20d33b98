/** The letter while it is written: one per request, shared by the team, as it was last saved. */
import { eq } from 'drizzle-orm'
import type { Language } from '#domain/language.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { type Counting, refreshQueueCopy } from './subject-request.ts'

export type LetterDraft = Tables['letterDraft']['$inferSelect']

/** Longest letter, in characters. */
export const longestLetter = 20_000

export async function draftOf(reader: Reader, t: Tables, requestId: string): Promise<LetterDraft | null> {
  const [row] = await reader.select().from(t.letterDraft).where(eq(t.letterDraft.requestId, requestId)).limit(1)
  return row ?? null
}

/** Keeps the letter as it is now; what a second person agreed to before holds no more (T10). Records `request.letterDrafted`. */
export async function saveDraft(
  ledger: Ledger,
  counting: Counting,
  draft: { requestId: string; language: Language; text: string; staffId: string },
): Promise<void> {
  const { requestId, language, text, staffId } = draft
  const t = ledger.t.letterDraft
  const kept = { language, text, by: staffId, at: ledger.at }
  await ledger.db
    .insert(t)
    .values({ requestId, ...kept })
    .onConflictDoUpdate({ target: [t.requestId], set: kept })
  ledger.entry('request.letterDrafted', { request: requestId, payload: { language, characters: text.length } })
  await refreshQueueCopy(ledger, counting, requestId)
}
