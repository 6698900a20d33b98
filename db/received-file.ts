/** Files that came in: kept with what they came with, given to staff and to whom they are about, and removed for good. */
import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

type Row = Tables['receivedFile']['$inferSelect']
/** A file without its content. */
export type FileHead = Omit<Row, 'content'>
/** What a file belongs to; at least one of the three. */
export type FiledWith = { letterId?: string; requestId?: string; messageId?: string }

/** Most files of one letter or message that a page lists; a person's own list is bounded by their requests. */
const mostListed = 200

/**
 * Keeps a file. Records `letter.fileAdded`.
 * @param file.name as it may be shown (`shownName`)
 * @param file.mediaType what the content is (`isFileKind`)
 * @param file.by a staff member's id, or null when the person sent it
 * @param trail the request in whose story this stands
 */
export async function addFile(
  ledger: Ledger,
  file: Pick<Row, 'name' | 'mediaType' | 'sha256' | 'content' | 'by'>,
  filedWith: FiledWith,
  trail?: string,
): Promise<string> {
  const id = newHandle()
  const { letterId = null, requestId = null, messageId = null } = filedWith
  const bytes = file.content.length
  await ledger.db
    .insert(ledger.t.receivedFile)
    .values({ id, letterId, requestId, messageId, ...file, bytes, at: ledger.at })
  ledger.entry('letter.fileAdded', {
    ...(trail ? { request: trail } : {}),
    payload: { file: id, mediaType: file.mediaType, bytes, sha256: file.sha256 },
  })
  return id
}

/** Removes a file, content and all (a copy of an identity document, say). Records `letter.fileRemoved`; false when it was gone. */
export async function removeFile(ledger: Ledger, id: string, trail?: string): Promise<boolean> {
  const t = ledger.t.receivedFile
  const gone = await ledger.db.delete(t).where(eq(t.id, id)).returning({ id: t.id })
  if (gone.length === 0) return false
  ledger.entry('letter.fileRemoved', { ...(trail ? { request: trail } : {}), payload: { file: id } })
  return true
}

const head = (t: Tables) => {
  const { content: _, ...columns } = columnsOf(t)
  return columns
}
const columnsOf = ({ receivedFile: f }: Tables) => ({
  id: f.id,
  letterId: f.letterId,
  requestId: f.requestId,
  messageId: f.messageId,
  name: f.name,
  mediaType: f.mediaType,
  bytes: f.bytes,
  sha256: f.sha256,
  by: f.by,
  at: f.at,
  content: f.content,
})

/** The files of these letters, oldest first, without their content. */
export async function filesOfLetters(reader: Reader, t: Tables, letterIds: readonly string[]): Promise<FileHead[]> {
  if (letterIds.length === 0) return []
  const f = t.receivedFile
  return reader
    .select(head(t))
    .from(f)
    .where(inArray(f.letterId, [...letterIds]))
    .orderBy(asc(f.at), asc(f.id))
    .limit(mostListed)
}

/** The files that came with these messages, oldest first, without their content. */
export async function filesOfMessages(reader: Reader, t: Tables, messageIds: readonly string[]): Promise<FileHead[]> {
  if (messageIds.length === 0) return []
  const f = t.receivedFile
  return reader
    .select(head(t))
    .from(f)
    .where(inArray(f.messageId, [...messageIds]))
    .orderBy(asc(f.at), asc(f.id))
    .limit(mostListed)
}

/** How many files came in with a request's messages, for the limit. */
export const countOfRequest = (reader: Reader, t: Tables, requestId: string): Promise<number> =>
  reader.$count(t.receivedFile, eq(t.receivedFile.requestId, requestId))

/** Whom a file is about and in which request it stands: of the letter, else of the request that it was sent with. */
export type FileOwner = { subjectId: string; requestId: string | null }

/** For staff: a file with its content, and whom it is about. */
export async function fileById(reader: Reader, t: Tables, id: string): Promise<(Row & FileOwner) | null> {
  const [row] = await reader.select().from(t.receivedFile).where(eq(t.receivedFile.id, id)).limit(1)
  if (!row) return null
  const [letter] = row.letterId
    ? await reader
        .select({ subjectId: t.letter.subjectId })
        .from(t.letter)
        .where(eq(t.letter.id, row.letterId))
        .limit(1)
    : []
  const q = t.subjectRequest
  const [request] = await reader
    .select({ id: q.id, subjectId: q.subjectId })
    .from(q)
    .where(row.requestId ? eq(q.id, row.requestId) : eq(q.letterId, row.letterId ?? ''))
    .orderBy(asc(q.receivedAt), asc(q.id))
    .limit(1)
  const subjectId = letter?.subjectId ?? request?.subjectId
  return subjectId ? { ...row, subjectId, requestId: request?.id ?? null } : null
}

/** For the person: a file of their own letter or request; null when it is not there, or somebody else's. */
export async function fileOfSubject(reader: Reader, t: Tables, id: string, subjectId: string): Promise<Row | null> {
  const [row] = await reader
    .select(columnsOf(t))
    .from(t.receivedFile)
    .where(and(eq(t.receivedFile.id, id), ofSubject(reader, t, subjectId)))
    .limit(1)
  return row ?? null
}

/** Every file of a person, for their copy (Art. 15), without its content. */
export function filesOfSubject(reader: Reader, t: Tables, subjectId: string): Promise<FileHead[]> {
  const f = t.receivedFile
  return reader
    .select(head(t))
    .from(f)
    .where(ofSubject(reader, t, subjectId))
    .orderBy(asc(f.at), asc(f.id))
    .limit(mostListed * 10)
}

const ofSubject = (reader: Reader, t: Tables, subjectId: string) => {
  const letters = reader.select({ id: t.letter.id }).from(t.letter).where(eq(t.letter.subjectId, subjectId))
  const q = t.subjectRequest
  const requests = reader.select({ id: q.id }).from(q).where(eq(q.subjectId, subjectId))
  return or(inArray(t.receivedFile.letterId, letters), inArray(t.receivedFile.requestId, requests))
}
