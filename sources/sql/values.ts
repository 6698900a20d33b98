/** Stored values as they are given out, and what of other people is taken out of them. */
import type { Attachment, Held, Value } from '#domain/item.ts'
import { identifiersIn, maskIdentifiers } from '#domain/redaction.ts'
import type { Cell } from './cells.ts'
import type { Row, Stored } from './engine.ts'

/** For whom rows are read: everything that is theirs, so that it is not blanked in free text. */
export type Reader = {
  key: string
  own: readonly string[]
  numberPattern: string | undefined
  names: Map<string, string>
  /** Items say what stands where other people are in them (`Item.held`): for a reviewer's screen only. */
  whole?: boolean
}

const maxNames = 10_000

/** A value as stored: bytes as base64, numbers that JSON cannot hold as text. */
export function plain(stored: Stored): Value {
  if (typeof stored === 'number') return Number.isFinite(stored) ? stored : String(stored)
  if (typeof stored === 'bigint') return stored.toString()
  if (stored instanceof Uint8Array) return Buffer.from(stored).toString('base64')
  return stored
}

export function yesOrNo(stored: Stored): Value {
  if (stored === 1 || stored === '1') return true
  if (stored === 0 || stored === '0') return false
  return plain(stored)
}

export function mask(text: string, reader: Reader): { text: string; count: number } {
  return maskIdentifiers(text, reader.own, reader.numberPattern)
}

/** A stored value with where it is about somebody else; null where it is not. `withheld`: all of it is. */
export function heldOf(stored: Stored, reader: Reader, withheld: boolean): Held | null {
  const value = plain(stored)
  if (value === null || value === '') return null
  if (withheld) return { value, others: [[0, String(value).length]] }
  const others = typeof value === 'string' ? identifiersIn(value, reader.own, reader.numberPattern) : []
  return others.length > 0 ? { value, others } : null
}

/** Some people take their address as their display name; that is blanked as well. */
export function nameOf(display: string, reader: Reader): string {
  const known = reader.names.get(display)
  if (known !== undefined) return known
  if (reader.names.size >= maxNames) reader.names.clear()
  const { text } = mask(display, reader)
  reader.names.set(display, text)
  return text
}

export function attachment(file: NonNullable<Cell['file']>, path: Stored, row: Row): Attachment | null {
  if (typeof path !== 'string' || path === '') return null
  const text = (slot: number | null) =>
    slot !== null && typeof row[slot] === 'string' && row[slot] !== '' ? row[slot] : null
  const bytes = file.bytes === null ? null : row[file.bytes]
  return {
    source: file.source,
    path,
    name: text(file.name) ?? path.slice(path.lastIndexOf('/') + 1),
    mediaType: text(file.mediaType) ?? 'application/octet-stream',
    bytes: typeof bytes === 'number' ? bytes : null,
  }
}
