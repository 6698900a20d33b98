/**
 * Parts of a log. A log goes on in a new *epoch* after an old database was put back (security/rules.md §3.7): a log of its
 * own, with its own numbers from 0 and its own name, whose first entry says what came before.
 *
 * The store keeps all epochs side by side, each at a *place* of its own: the epoch's first place and the entry's number.
 * An epoch begins at a multiple of 2^40, so that its tree is that of any log, moved as a whole: the same sums hold for
 * numbers and for places, and what was written never moves.
 */
import type { VerifierKey } from './note.ts'
import { keyId } from './note.ts'

/** Places of one epoch: more entries than a portal can write. */
const SPAN = 2 ** 40

/** A log as it stood once: its epoch, from 1 on, and how many entries that had. */
export type Point = { epoch: number; size: number }

/** The place of an entry; with a size, the place where a log of that size ends. */
export const placeOf = (epoch: number, seq: number): number => (epoch - 1) * SPAN + seq
export const epochOf = (place: number): number => Math.floor(place / SPAN) + 1
/** The number of the entry at this place in its own epoch. */
export const seqOf = (place: number): number => place % SPAN

/** The log that ends where place `end` begins. An epoch has its first entry from the moment that it is there. */
export function pointAt(end: number): Point {
  const epoch = end === 0 ? 1 : epochOf(end - 1)
  return { epoch, size: end - placeOf(epoch, 0) }
}

/** An entry's number as people see it and addresses hold it: `12`, and in a later epoch `2-12`. */
export function entryName(place: number): string {
  const epoch = epochOf(place)
  return epoch === 1 ? String(seqOf(place)) : `${epoch}-${seqOf(place)}`
}

/** The place that `entryName` wrote; null for anything else. */
export function readEntryName(text: string): number | null {
  const [, epoch, seq] = /^(?:([2-9]|[1-9]\d{1,3})-)?(0|[1-9]\d{0,11})$/.exec(text) ?? []
  return seq === undefined ? null : placeOf(Number(epoch ?? 1), Number(seq))
}

/** The epoch in the name of a log: its last part. */
export const epochIn = (origin: string): number => Number(/\/([1-9]\d{0,3})$/.exec(origin)?.[1] ?? 1)

/** The name of another epoch of the same log. */
export function originOf(origin: string, epoch: number): string {
  const base = origin.replace(/\/[1-9]\d{0,3}$/, '')
  return base === origin && epoch === 1 ? origin : `${base}/${epoch}`
}

/** The key of another epoch: the same key under that epoch's name. */
export function keyOfEpoch(key: VerifierKey, epoch: number): VerifierKey {
  const name = originOf(key.name, epoch)
  return { ...key, name, id: keyId(name, key.kind, key.publicKey) }
}
