/** Zo koppelen we: what matching uses of this member, and asking for a person to look (15(1)(h), 22(3)). */
import { barsOf } from '#db/bars.ts'
import { record } from '#db/record.ts'
import { barrier } from '#domain/bar.ts'
import { shownColumns } from '#domain/bundle.ts'
import type { Instant } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { source as sourceOf, table as tableOf } from '#domain/reading.ts'
import type { Column, Purpose } from '#domain/register.ts'
import { keptUntil } from '#domain/retention.ts'
import { valueText } from '../member/value-text.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { askRight, longestSituation } from './ask.ts'

type Viewing = { now: Instant; language: Language }

/** Records of one category that the page shows; matching looks at the newest. */
const mostRecords = 20

export type MatchingUse = {
  id: string
  label: string
  meaning: string
  category: string
  /** What the computer sees; empty when nothing is stored. */
  values: readonly { key: string; label: string; text: string; empty: boolean }[]
  /** It may not be used now, and then the computer does not see it. */
  off: boolean
}
export type MatchingPage = { uses: readonly MatchingUse[]; how: string; known: boolean }

/** Every use that the register marks as automated matching, with this member's own values for it. */
export async function matchingPage(
  portal: Pick<Portal, 'store' | 'register' | 'people' | 'sources'>,
  subjectId: string,
  { now, language }: Viewing,
): Promise<MatchingPage> {
  const { store, register } = portal
  const self = await selfOf(portal, subjectId)
  const how = register.automatedDecisions.text[language]
  if (!self) return { uses: [], how, known: false }
  const of = { facts: self.facts, bars: await barsOf(store.read, store.t, subjectId) }
  const uses = register.purposes.filter(each => each.automatedMatching)
  return {
    how,
    known: true,
    uses: await Promise.all(
      uses.map(async (purpose): Promise<MatchingUse> => {
        const category = register.categories.find(each => each.id === purpose.category)
        const items: Item[] = []
        for (const each of register.sources) {
          const held = each.tables.some(table => table.columns.some(column => column.category === purpose.category))
          const source = held ? portal.sources.get(each.id) : undefined
          const page = await source?.page(self, purpose.category, null, mostRecords).catch(() => null)
          items.push(...(page?.items ?? []))
        }
        const values = items.flatMap(item => valuesOf(portal, purpose, item, of, { now, language }))
        const place = { source: '', table: '', key: '', column: null, category: purpose.category }
        const off = barrier(place, { purpose, term: { kind: 'host' } }, of, now) !== null
        return {
          id: purpose.id,
          label: purpose.label[language],
          meaning: purpose.meaning[language],
          category: category?.label[language] ?? '',
          values: off ? [] : values,
          off,
        }
      }),
    ),
  }
}

/** The values of one record that this use may have now; a value that is set still by itself is not among them. */
function valuesOf(
  { register }: Pick<Portal, 'register'>,
  purpose: Purpose,
  item: Item,
  of: Parameters<typeof barrier>[2],
  { now, language }: Viewing,
): MatchingUse['values'] {
  const table = tableOf(sourceOf(register, item.source), item.table)
  const role = table.subject.find(each => each.role === item.role)
  const term = keptUntil(purpose, { ...item, table }, of.facts, now, register.controller.timeZone)
  const { source, key, category } = item
  const mayUse = (column: Column) =>
    (column.purposes?.includes(purpose.id) ?? true) &&
    barrier({ source, table: item.table, key, column: column.id, category }, { purpose, term }, of, now) === null
  return shownColumns(table, category, role)
    .filter(mayUse)
    .map(column => {
      const { text, empty } = valueText(item.values[column.id], column, language, 200)
      return { key: `${item.table}-${key}-${column.id}`, label: column.label[language], text, empty }
    })
}

export type Looked = { reference: string } | { errors: { text: string }; typed: string }

/** Files a request for a person to look at it (22(3)). */
export async function askHuman(portal: Portal, subjectId: string, typed: string, viewing: Viewing): Promise<Looked> {
  const text = typed.trim()
  const { language, now } = viewing
  const w = words(language).object
  if (text === '') return { errors: { text: w.matchHumanEmpty }, typed }
  if (text.length > longestSituation) return { errors: { text: w.errors.situationLong }, typed }
  const self = await selfOf(portal, subjectId)
  const matching = portal.register.purposes.filter(each => each.automatedMatching).map(each => each.category)
  const asking = { subjectId, right: 'humanReview', categories: [...new Set(matching)], text, self, language } as const
  const request = await record(portal.store, now, { kind: 'member', ref: subjectId }, ledger =>
    askRight(ledger, portal, asking),
  )
  return { reference: request.reference }
}
