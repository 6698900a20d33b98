/** To whom this person's data were really given (Art. 15(1)(c), C-154/21): the newest, as the register says where they stand. */
import type { Instant } from '#domain/day.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '#app/portal.ts'

/** More than this is on the category's own page. */
const most = 200

export type Disclosure = { recipient: string; purpose: string; what: string; at: Instant }

/** Newest first; none when nothing was given, the organisation keeps no such list, or the source does not answer. */
export async function disclosuresTo(
  portal: Pick<Portal, 'register' | 'sources'>,
  self: Located,
): Promise<readonly Disclosure[]> {
  const known = portal.register.known.disclosures
  const source = known && portal.sources.get(known.source)
  const category = known && categoryOf(portal.register, known)
  if (!known || !source || !category) return []
  const { items } = await source.page(self, category, null, most).catch(() => ({ items: [] }))
  return items
    .filter(item => item.table === known.table)
    .map(({ values }) => ({
      recipient: String(values[known.recipient] ?? ''),
      purpose: String(values[known.purpose] ?? ''),
      what: String(values[known.what] ?? ''),
      at: String(values[known.at] ?? '') as Instant,
    }))
    .filter(({ recipient, at }) => recipient && !Number.isNaN(Date.parse(at)))
}

/** The category that the records of a table belong to. */
export function categoryOf(register: Portal['register'], known: { source: string; table: string }): string | null {
  const table = register.sources.find(each => each.id === known.source)?.tables.find(each => each.id === known.table)
  return table?.columns[0]?.category ?? null
}
