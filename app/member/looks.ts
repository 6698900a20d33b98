/** Who looked: staff in this portal, and what the organisation's own systems say about looking; by role, never by name. */
import { looksOf, type SeenLook } from '#db/look.ts'
import type { Instant } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { type LookPurpose, lookPurposes } from '#domain/look-purpose.ts'
import type { Located } from '#domain/subject.ts'
import { capital, recently } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { Portal } from '../portal.ts'
import { knownTable } from './disclosures.ts'
import { type Feed, mergedPage } from './merged-page.ts'
import { valueText } from './value-text.ts'

export type LookView = { id: string; at: Instant; when: string; who: string; part: string; why: string }

type Ask = { subjectId: string; self: Located | null; now: Instant; language: Language }
type Given = Pick<Portal, 'store' | 'register' | 'sources'>

/** One page of both lists merged, newest first. `partly`: the source did not answer, so its looks are not here. */
export async function looksPage(
  portal: Given,
  ask: Ask,
  after: string | null,
  size: number,
): Promise<{ looks: readonly LookView[]; next: string | null; partly: boolean }> {
  let partly = false
  const inSource = sourceLooks(portal, ask)
  const careful: Feed<LookView> = (from, count) =>
    inSource(from, count).catch(() => {
      partly = true
      return { items: [], next: null }
    })
  const { items, next } = await mergedPage([portalLooks(portal, ask), careful], after, size)
  return { looks: items, next, partly }
}

const portalLooks =
  ({ store, register }: Given, { subjectId, now, language }: Ask): Feed<LookView> =>
  async (from, count) => {
    const { looks, next } = await looksOf(store.read, store.t, subjectId, from, count)
    const w = words(language).member.looks
    const part = (look: SeenLook) =>
      register.categories.find(each => each.id === look.part)?.label[language] ?? w.identity
    const items = looks.map(look => ({
      id: look.id,
      at: look.at,
      when: capital(recently(look.at, now, language)),
      who: w.roles[look.role],
      part: part(look),
      why: isLookPurpose(look.purpose) ? w.purposes[look.purpose] : look.purpose,
    }))
    return { items, next }
  }

function sourceLooks({ register, sources }: Given, { self, now, language }: Ask): Feed<LookView> {
  const known = register.known.looks
  const source = known && sources.get(known.source)
  const table = known && knownTable(register, known)
  if (!known || !source || !table || !self) return async () => ({ items: [], next: null })
  const w = words(language).member.looks
  const said = (item: Item, id: string | undefined): string => {
    const column = table.columns.find(each => each.id === id)
    const value = column && item.values[column.id]
    return column && value !== null && value !== undefined ? valueText(value, column, language, 400).text : ''
  }
  return async (from, count) => {
    const { items, next } = await source.page(self, table.columns[0]!.category, from, count, known.table)
    const views = items.map(item => {
      const at = item.at ?? (String(item.values[known.at] ?? '') as Instant)
      return {
        id: `${item.table}-${item.key}`,
        at,
        when: capital(recently(at, now, language)),
        who: said(item, known.role) || w.platform,
        part: said(item, known.part) || w.all,
        why: said(item, known.purpose),
      }
    })
    return { items: views, next }
  }
}

const isLookPurpose = (text: string): text is LookPurpose => lookPurposes.some(each => each === text)
