/** Reads CSV as RFC 4180 writes it: quoted fields with commas, line ends and doubled quotes; `\n` or `\r\n`; a byte order mark. */
import { Unreadable } from './read-clock.ts'

export type Row = {
  /** Line of the file on which the row begins, counted from 1. */
  line: number
  fields: string[]
}

/** The rows of a table; empty lines are passed over. Throws `Unreadable` on a quote that never ends or text behind one. */
export function readCsv(text: string): Row[] {
  const rows: Row[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const row: Row = { line, fields: [] }
    for (;;) {
      const field = text[at] === '"' ? quoted(text, at, line) : plain(text, at)
      row.fields.push(field.value)
      line += field.lines
      at = field.end
      if (text[at] !== ',') break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    if (row.fields.length > 1 || row.fields[0] !== '') rows.push(row)
  }
  return rows
}

type Field = { value: string; end: number; lines: number }

function plain(text: string, start: number): Field {
  let end = start
  while (
    end < text.length &&
    text[end] !== ',' &&
    text[end] !== '\n' &&
    !(text[end] === '\r' && text[end + 1] === '\n')
  )
    end++
  return { value: text.slice(start, end), end, lines: 0 }
}

function quoted(text: string, start: number, line: number): Field {
  let end = start + 1
  let value = ''
  for (;;) {
    const close = text.indexOf('"', end)
    if (close < 0) throw new Unreadable(`line ${line}: a quote is opened and never closed`)
    value += text.slice(end, close)
    end = close + 1
    if (text[end] !== '"') break
    value += '"'
    end++
  }
  const next = text[end]
  if (next !== undefined && next !== ',' && next !== '\n' && !(next === '\r' && text[end + 1] === '\n')) {
    throw new Unreadable(`line ${line}: text follows a closing quote; expected a comma or the end of the line`)
  }
  return { value, end, lines: value.split('\n').length - 1 }
}
