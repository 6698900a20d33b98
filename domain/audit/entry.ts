/**
 * One entry of the audit log as it is hashed (security/rules.md §3.1): canonical JSON without personal data. Everything in
 * it comes from closed alphabets, so the canonical text has exactly one shape and one pattern can check all of it.
 */
import { type Actor, actorKinds } from '../audit-entry.ts'
import type { Instant } from '../day.ts'
import { placeOf } from './epoch.ts'

/** Places of the first and last entry, inclusive, whose payloads were erased; in epoch 1 those are the entries' numbers. */
export type Erased = readonly (readonly [number, number])[]

export type Entry = {
  actor: Actor
  erased: Erased | null
  /** `hmac-sha256:` and 64 hexadecimal digits, or null when there is no payload. */
  payload: string | null
  request: string | null
  seq: number
  /** Moment to the second: `2026-11-22T07:00:00Z`. */
  ts: string
  type: string
}

const HANDLE = /^[\w-]{22}$/
/** A machine's own word, at most as long as a handle: "worker", "operator". */
const WORD = /^[a-z][a-zA-Z-]{0,20}$/
const INT = '(?:0|[1-9]\\d{0,15})'
const SHAPE = new RegExp(
  `^\\{"actor":\\{"kind":"(${actorKinds.join('|')})","ref":"([\\w-]{1,22})"\\},` +
    `(?:"erased":(\\[\\[${INT},${INT}\\](?:,\\[${INT},${INT}\\])*\\]),)?` +
    `"payload":(?:null|"(hmac-sha256:[0-9a-f]{64})"),"request":(?:null|"([\\w-]{22})"),` +
    `"seq":(${INT}),"ts":"(\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\dZ)","type":"([a-zA-Z]+(?:[._][a-zA-Z]+)+)","v":1\\}$`,
)

/** A member's and staff's `ref` is a random handle, so that nobody's address or number can get in; a machine's is a word. */
export function wellNamed(actor: Actor): boolean {
  if (actor.kind === 'member' || actor.kind === 'staff') return HANDLE.test(actor.ref)
  return HANDLE.test(actor.ref) || WORD.test(actor.ref)
}

/** Whether something may stand in the log as a request's handle. */
export function isHandle(text: string): boolean {
  return HANDLE.test(text)
}

/** The moment as an entry holds it: to the second. */
export function entryMoment(at: Instant): string {
  return `${at.slice(0, 19)}Z`
}

/** The canonical text of an entry, exactly the bytes of its leaf. Throws when the entry is not well-formed. */
export function writeEntry(entry: Entry, epoch = 1): string {
  const quoted = (text: string | null) => (text === null ? 'null' : `"${text}"`)
  const erased = entry.erased ? `"erased":${JSON.stringify(entry.erased)},` : ''
  const text =
    `{"actor":{"kind":"${entry.actor.kind}","ref":"${entry.actor.ref}"},${erased}"payload":${quoted(entry.payload)},` +
    `"request":${quoted(entry.request)},"seq":${entry.seq},"ts":"${entry.ts}","type":"${entry.type}","v":1}`
  if (readEntry(text, epoch) === null) throw new TypeError(`Not an audit entry: ${entry.type}`)
  return text
}

/**
 * Reads an entry of this epoch; null when the text is not the canonical form of a well-formed entry (an unknown field
 * included).
 */
export function readEntry(text: string, epoch = 1): Entry | null {
  const found = SHAPE.exec(text)
  if (!found) return null
  const actor = { kind: found[1] as Actor['kind'], ref: found[2]! }
  if (!wellNamed(actor)) return null
  const ranges = found[3]
  const seq = Number(found[6])
  const type = found[8]!
  // Ranges stand in a `payload.erased` entry, and such an entry without ranges says nothing.
  if ((type === 'payload.erased') !== (ranges !== undefined)) return null
  const erased = ranges === undefined ? null : readErased(ranges, placeOf(epoch, seq))
  if (ranges !== undefined && erased === null) return null
  return { actor, erased, payload: found[4] ?? null, request: found[5] ?? null, seq, ts: found[7]!, type }
}

/** In order, not touching each other, and only entries before this one. */
function readErased(text: string, place: number): Erased | null {
  const ranges = JSON.parse(text) as [number, number][]
  const inOrder = ranges.every(([from, to], index) => from <= to && to < place && from > (ranges[index - 1]?.[1] ?? -1))
  return inOrder ? ranges : null
}
