/**
 * CSV as RFC 4180 with LF, UTF-8 without a mark in front, and no cell that a spreadsheet could run.
 *
 * A cell whose first visible sign is `= + - @` (also full-width), or that begins with TAB, CR or LF, gets one apostrophe
 * in front; so does a cell that looks like that after apostrophes, so that taking one away always gives the stored
 * value back (`docs/bundle.md`). The JSON beside it stays exact.
 */
import type { Value } from '#domain/item.ts'

// Signs that carry no ink in front of the first visible one: controls, spaces, marks of direction and of zero width.
const runnable = /^'*[\p{Cc}\p{Cf}\p{Z}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212]|^'*[\t\r\n]/u
// A first look that most values pass, so that the costly test is rare.
const harmless = /^[0-9A-Za-z]/
const quoted = /[",\r\n]/

/** One cell. */
export function csvCell(value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : String(value)
  if (harmless.test(text)) return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const safe = runnable.test(text) ? `'${text}` : text
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What was stored, from a cell as a CSV reader gives it. */
export function fromCsvCell(cell: string): string {
  return cell.startsWith("'") && runnable.test(cell) ? cell.slice(1) : cell
}

/** One line with its end. */
export const csvLine = (values: readonly (Value | undefined)[]): string => `${values.map(csvCell).join(',')}\n`
