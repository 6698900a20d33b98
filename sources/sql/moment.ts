/** Stored moments as instants: ISO 8601 text (with or without zone; without means UTC), seconds or milliseconds. */
import type { Instant } from '#domain/day.ts'
import type { Stored } from './engine.ts'

/** The usual form, on a day that every month has. */
const usual = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

/** True for a moment that is written as we write it and needs no further look. */
export const isUsual = (text: string): boolean => usual.test(text)

/** Null where nothing that can be read as a moment is stored. */
export function moment(value: Stored | undefined): Instant | null {
  if (typeof value === 'string') {
    if (isUsual(value)) return value as Instant
    const parts = iso.exec(value)
    if (!parts) return null
    const zone =
      parts[3] && parts[3] !== 'Z' ? `${parts[3].slice(0, 3)}:${parts[3].slice(3).replace(':', '') || '00'}` : 'Z'
    return instant(Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${zone}`))
  }
  if (typeof value !== 'number') return null
  return instant(Math.abs(value) > 1e11 ? value : value * 1000)
}

function instant(milliseconds: number): Instant | null {
  const date = new Date(Math.round(milliseconds))
  const year = date.getUTCFullYear()
  return year >= 0 && year <= 9999 ? (date.toISOString() as Instant) : null
}
