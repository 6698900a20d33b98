/** Staff's own notes on a request. They are never mailed, and they fall under the right of access (Art. 15). */
import { asc, eq } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

/** More notes than this on one request would be a file, not a request. */
const mostNotes = 500

export type RequestNote = { id: string; staffId: string; name: string; text: string; at: Instant }

/** Adds a note. The log says that a note was made, not what it says. */
export async function addNote(
  ledger: Ledger,
  note: { requestId: string; staffId: string; text: string },
): Promise<void> {
  const id = newHandle()
  await ledger.db.insert(ledger.t.requestNote).values({ id, ...note, at: ledger.at })
  ledger.entry('request.noted', { request: note.requestId, payload: { note: id } })
}

/** The notes of a request, oldest first, with the writer's name (for staff only). */
export async function notesOf(reader: Reader, t: Tables, requestId: string): Promise<readonly RequestNote[]> {
  const n = t.requestNote
  return reader
    .select({ id: n.id, staffId: n.staffId, name: t.staff.name, text: n.text, at: n.at })
    .from(n)
    .innerJoin(t.staff, eq(t.staff.id, n.staffId))
    .where(eq(n.requestId, requestId))
    .orderBy(asc(n.at), asc(n.id))
    .limit(mostNotes)
}
