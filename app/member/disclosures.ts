/** To whom this person's data were really given, by name (Art. 15(1)(c), C-154/21): the newest, where the register says they stand. */
import type { Language } from '#domain/language.ts'
import type { Register } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Instant } from '#domain/day.ts'
import { dayOf } from '#domain/day.ts'
import { plainDay } from '../text/dates.ts'
import type { Portal } from '../portal.ts'
import { countryName } from './recipients.ts'
import { valueText } from './value-text.ts'

/** More than these are on the category's own page. */
const most = 100

export type DisclosureView = {
  id: string
  recipient: string
  what: string
  why: string
  country: string
  safeguard: string | null
  day: string
}

/** Newest first; empty when nothing was given or no such list is kept; null when the source does not answer. */
export async function disclosuresTo(
  portal: Pick<Portal, 'register' | 'sources'>,
  self: Located,
  language: Language,
): Promise<readonly DisclosureView[] | null> {
  const known = portal.register.known.disclosures
  const source = known && portal.sources.get(known.source)
  const table = known && knownTable(portal.register, known)
  if (!known || !source || !table) return []
  const page = await source.page(self, table.columns[0]!.category, null, most, known.table).catch(() => null)
  const column = (id: string) => table.columns.find(each => each.id === id)
  return (
    page &&
    page.items.map(({ key, values }) => {
      const say = (id: string | undefined) => {
        const found = id === undefined ? undefined : column(id)
        return found && id !== undefined && values[id] !== null ? valueText(values[id], found, language, 400).text : ''
      }
      const at = String(values[known.at] ?? '') as Instant
      return {
        id: key,
        recipient: say(known.recipient),
        what: say(known.what),
        why: say(known.purpose),
        country: known.country ? countryName(String(values[known.country] ?? ''), language) : '',
        safeguard: say(known.safeguard) || null,
        day: Number.isNaN(Date.parse(at))
          ? say(known.at)
          : plainDay(dayOf(at, portal.register.controller.timeZone), language),
      }
    })
  )
}

/** The register's description of a table that the program understands (`register.known`). */
export const knownTable = (register: Register, known: { source: string; table: string }) =>
  register.sources.find(each => each.id === known.source)?.tables.find(each => each.id === known.table)
