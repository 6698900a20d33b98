/** A checkpoint (C2SP tlog-checkpoint): the log's name, how many entries it has and their root, in a signed note. */
import { isKeyName, type Note, readBase64, readNote } from './note.ts'
import { readDecimal } from './proof.ts'

/** `size` as decimal text, because a size in a note from outside may be beyond 2^53. */
export type Checkpoint = { origin: string; size: string; root: Buffer }

/** The text that is signed. */
export function writeCheckpoint(origin: string, size: number, root: Uint8Array): string {
  if (!isKeyName(origin)) throw new TypeError(`Not a name for a log: ${origin}`)
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

/** Reads the text of a checkpoint; null when it is not one. Ours have no extension lines, so neither may these. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin, size, encoded, end, ...more] = text.split('\n')
  if (origin === undefined || size === undefined || encoded === undefined || end !== '' || more.length > 0) return null
  const root = readBase64(encoded)
  if (!isKeyName(origin) || readDecimal(size) === null || root?.length !== 32) return null
  return { origin, size, root }
}

/** A whole signed checkpoint; null when the note or its text is malformed. */
export function readSignedCheckpoint(note: string): (Checkpoint & { note: Note }) | null {
  const read = readNote(note)
  const checkpoint = read && readCheckpoint(read.text)
  return read && checkpoint && { ...checkpoint, note: read }
}
