/** A witness's line under a checkpoint (C2SP tlog-cosignature, type 0x04): at this time, this was the log that I saw. */
import { readSignedCheckpoint } from './checkpoint.ts'
import { readNote, type SignatureLine, signers, type VerifierKey, writeNote } from './note.ts'

/** What a witness signs: the time in whole seconds since 1970, and the checkpoint's text. */
export function cosigned(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`)
}

/** The line that goes under a note, with its newline. */
export function cosignatureLine(key: VerifierKey, time: number, signature: Uint8Array): string {
  const stamp = Buffer.alloc(8)
  stamp.writeBigUInt64BE(BigInt(time))
  return lineOf({ name: key.name, id: key.id, signature: Buffer.concat([stamp, signature]) })
}

/** Only the line of a note, without its text. */
const lineOf = (line: SignatureLine): string => writeNote('', [line]).slice(1)

/** A note with more signature lines under it. */
export const withLines = (note: string, lines: readonly string[]): string => note + lines.join('')

/**
 * The witness's line for this checkpoint, out of what the witness sent: its bare line, or a whole note. Null when it is not
 * there, or is not theirs.
 */
export function cosignatureFor(note: string, sent: string, witness: VerifierKey): string | null {
  const checkpoint = readSignedCheckpoint(note)
  const read = readNote(sent.includes('\n\n') ? sent : `-\n\n${sent.trim()}\n`)
  if (!checkpoint || !read || witness.kind !== 'witness') return null
  const lines = read.signatures.filter(line => line.name === witness.name && line.id === witness.id)
  const right = lines.find(line => signers({ text: checkpoint.note.text, signatures: [line] }, [witness])?.length === 1)
  return right ? lineOf(right) : null
}
