/** Many clocks at once: a table of requests in, a table of last days out (`inzage deadline --csv`). */
import { type Deadline, deadline } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import { stringify } from 'csv-stringify/sync'
import { readCsv, type Row } from './csv.ts'
import {
  type Profile,
  readClock,
  readExtended,
  readPauses,
  readProfile,
  readReceived,
  Unreadable,
} from './read-clock.ts'

const strict = holidays('nl-strict')
const atw = holidays('nl-atw')

/** The last day in a profile: `nominal` counts with the strict calendar and does not roll. */
export function lastDay({ answerBy, nominal, daysLeft }: Deadline, profile: Profile): string {
  if (daysLeft !== null) return `OPEN:${daysLeft}`
  return (profile === 'nominal' ? nominal : answerBy) ?? ''
}

export const holidaysOf = (profile: Profile) => (profile === 'nl-atw' ? atw : strict)

/**
 * @param text CSV with a header; `id` and `received` are needed, `pauses`, `extended` and `nl_profile` may be absent
 * @returns CSV `id,answer_by,nominal,first_month_ends` of every row that could be read, and a sentence per row that could not
 */
export function deadlineTable(text: string): { csv: string; faults: string[] } {
  const [header, ...rows] = readCsv(text)
  const place = new Map(header?.fields.map((name, index) => [name.trim(), index]))
  for (const needed of ['id', 'received']) {
    if (!place.has(needed))
      throw new Unreadable(`the first line has no column "${needed}"; expected id, received, pauses, extended`)
  }
  const faults: string[] = []
  const lines: string[][] = []
  for (const row of rows) {
    try {
      lines.push(lineOf(row, place))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      faults.push(`line ${row.line} (${row.fields[place.get('id')!] ?? 'no id'}): ${error.message}`)
    }
  }
  return { csv: stringify([['id', 'answer_by', 'nominal', 'first_month_ends'], ...lines]), faults }
}

function lineOf({ fields }: Row, place: ReadonlyMap<string, number>): string[] {
  if (fields.length !== place.size)
    throw new Unreadable(`has ${fields.length} fields; expected ${place.size}, as the first line names`)
  const field = (name: string) => fields[place.get(name) ?? -1]?.trim() ?? ''
  const profile = readProfile(field('nl_profile') || 'nl-strict')
  const clock = readClock(readReceived(field('received')), readPauses(field('pauses')), readExtended(field('extended')))
  const found = deadline(clock, holidaysOf(profile))
  return [field('id'), lastDay(found, profile), found.nominal ?? '', found.firstMonthEnds ?? '']
}
