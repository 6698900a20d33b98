/**
 * The file of signed checkpoints outside the database: notes one after the other, only ever added to, on disk before
 * anybody is told. Whoever puts back an old database is found out by it (security/rules.md §3.4).
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { type Checkpoint, readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { epochIn, keyOfEpoch } from '#domain/audit/epoch.ts'
import { signers, type VerifierKey } from '#domain/audit/note.ts'

/** A checkpoint of one of the log's epochs. */
export type Known = Checkpoint & { epoch: number; text: string }

/** How much of the end of the file is looked at for the newest checkpoint. */
const TAIL = 64 * 1024
/** A note of ours: three lines, a blank one, signatures. What a power cut left half written does not look like one. */
const NOTE = /[^\n]+\n\d+\n[^\n]+\n\n(?:\u2014 [^\n]+\n)+/gu

/** A checkpoint with our name and not our signature. */
export class ForeignSignature extends Error {
  override name = 'ForeignSignature'
}

/**
 * All checkpoints of a text, of any epoch of the key's log, in the order written.
 * @throws ForeignSignature when one in our name is not signed by our key
 */
export function readKnown(text: string, key: VerifierKey): readonly Known[] {
  return [...text.matchAll(NOTE)].flatMap(([note]) => {
    const checkpoint = readSignedCheckpoint(note)
    if (!checkpoint) return []
    const epoch = epochIn(checkpoint.origin)
    const own = keyOfEpoch(key, epoch)
    if (checkpoint.origin !== own.name) return []
    if (!signers(checkpoint.note, [own])?.includes(own)) {
      throw new ForeignSignature(`The known checkpoint of ${checkpoint.size} entries is not signed by ${own.name}`)
    }
    return [{ origin: checkpoint.origin, epoch, size: checkpoint.size, root: checkpoint.root, text: note }]
  })
}

/** All known checkpoints of a file; none when there is no file. */
export function readKnownFile(file: string, key: VerifierKey): readonly Known[] {
  return existsSync(file) ? readKnown(readFileSync(file, 'utf8'), key) : []
}

/** The largest of the last checkpoints in the file, of the newest epoch there, or null. Reads only its end, however long it grew. */
export function newestKnown(file: string, key: VerifierKey): Known | null {
  if (!existsSync(file)) return null
  const fd = openSync(file, 'r')
  try {
    const { size } = fstatSync(fd)
    const tail = Buffer.alloc(Math.min(size, TAIL))
    readSync(fd, tail, 0, tail.length, size - tail.length)
    // A tail that starts inside a note: the half one in front does not look like a note, or is checked as a whole one.
    const text = tail.toString('utf8')
    return largest(readKnown(size > TAIL ? text.slice(text.indexOf('\n\n')) : text, key))
  } finally {
    closeSync(fd)
  }
}

function largest(all: readonly Known[]): Known | null {
  return all.reduce<Known | null>((most, next) => (most === null || isBeyond(next, most) ? next : most), null)
}

/** Whether a log is of a later epoch, or longer than another of the same one. */
export function isBeyond(a: Pick<Known, 'epoch' | 'size'>, b: Pick<Known, 'epoch' | 'size'>): boolean {
  return a.epoch === b.epoch ? BigInt(a.size) > BigInt(b.size) : a.epoch > b.epoch
}

/** Adds a note and waits until it is on disk; a new file's folder too, so that a power cut does not take it away. */
export function addKnown(file: string, note: string): void {
  const isNew = !existsSync(file)
  if (isNew) mkdirSync(dirname(file), { recursive: true })
  const fd = openSync(file, 'a', 0o600)
  try {
    // A blank line first: whatever a power cut left there ends here.
    writeSync(fd, `${isNew ? '' : '\n'}${note}`)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  if (isNew) syncFolder(dirname(file))
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
