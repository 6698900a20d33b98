/** Who can be written to about a request that came in from outside: as it stood in what arrived. */
import { eq } from 'drizzle-orm'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

type Letter = Tables['letter']['$inferSelect']

/** How the sender of a letter called themselves and can be reached, and who speaks for them; null when there is no such letter. */
export async function senderOf(
  reader: Reader,
  t: Tables,
  letterId: string,
): Promise<Pick<Letter, 'name' | 'email' | 'language' | 'onBehalf' | 'behalfName' | 'authority'> | null> {
  const { name, email, language, onBehalf, behalfName, authority } = t.letter
  const [row] = await reader
    .select({ name, email, language, onBehalf, behalfName, authority })
    .from(t.letter)
    .where(eq(t.letter.id, letterId))
    .limit(1)
  return row ?? null
}
