/** The living record: everything held about a person, per category, with why, until when and who receives it (Art. 15). */
import { placer, type Placed } from '#domain/bundle.ts'
import type { Item } from '#domain/item.ts'
import type { Language } from '#domain/language.ts'
import { followsHost, purposesOf, source as sourceOf, table as tableOf } from '#domain/reading.ts'
import type { Category, Register } from '#domain/register.ts'
import type { LivePurpose } from '#domain/retention.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'
import { itemView, purposeView, type ItemView, type PurposeView, type Viewing } from './item-view.ts'
import { recipientViews, type RecipientView } from './recipients.ts'

/** Records shown in an open panel; the rest is on the category's own pages. */
const fewRecords = 3
/** Longest text in a panel, in characters; the category's own page shows it whole. */
const shortText = 600

export type CategoryView = {
  id: string
  label: string
  meaning: string
  /** What for, joined: shown while the panel is closed. */
  summary: string
  /** How many items; null when a source did not answer. */
  count: number | null
  heldByPortal: boolean
  review: string | null
  /** A person looks at these first; until they went out in a copy they are not shown, nor how many there are. */
  closed: boolean
  items: readonly ItemView[]
  /** There are more than the items here. */
  more: boolean
  /** Purposes with their terms and the rights that follow, when they are the same for all items here; else per item. */
  purposes: readonly PurposeView[] | null
  rights: readonly string[] | null
  /** Per kind of record among the items: what each value means. */
  kinds: readonly { label: string; values: readonly { id: string; label: string; meaning: string }[] }[]
  recipients: readonly RecipientView[]
}

type Reading = Pick<Portal, 'register' | 'sources'>
/**
 * `self` null: the sources no longer know this person. `reviewer`: staff look at what must be released by a person; the
 * member does not see it here before they did.
 */
type Who = { self: Located | null; viewing: Viewing; reviewer?: boolean }

/** Every category of the register, in its order, each with its first few records; of a person who is gone, our own file. */
export async function livingRecord(portal: Reading, who: Who): Promise<readonly CategoryView[]> {
  const { self, reviewer = false } = who
  const place = placer(portal.register, who.viewing.facts, who.viewing.now)
  const counts = self ? await countsOf(portal, self) : new Map<string, number | null>()
  const viewing = { ...who.viewing, longest: shortText }
  return Promise.all(
    portal.register.categories
      .filter(each => self || each.heldBy === 'portal')
      .map(async category => {
        const count = counts.get(category.id) ?? (counts.has(category.id) ? null : 0)
        const closed = isClosed(category, reviewer)
        const page = self && count && !closed ? await firstItems(portal, self, category.id, fewRecords) : []
        return categoryView(portal.register, category, count, page, { viewing, place, closed })
      }),
  )
}

/** One page of one category; null when the register has no such category, or the portal itself holds it. */
export async function categoryPage(
  portal: Reading,
  who: Who,
  id: string,
  after: string | null,
  size: number,
): Promise<{ category: CategoryView; items: readonly Item[]; next: string | null } | null> {
  const category = portal.register.categories.find(each => each.id === id && each.heldBy !== 'portal')
  const { self, reviewer = false } = who
  if (!category || !self || isClosed(category, reviewer)) return null
  const place = placer(portal.register, who.viewing.facts, who.viewing.now)
  const [counts, page] = await Promise.all([countsOf(portal, self, [id]), pageOf(portal, self, id, after, size)])
  const view = categoryView(portal.register, category, counts.get(id) ?? null, page.items, {
    viewing: who.viewing,
    place,
    closed: false,
  })
  return { category: view, items: page.items, next: page.next }
}

const isClosed = (category: Category, reviewer: boolean): boolean => category.review === 'always' && !reviewer

/** How many items per category; null for a category of which a source did not answer. */
export async function countsOf(
  portal: Reading,
  self: Located,
  wanted = portal.register.categories.filter(each => each.heldBy !== 'portal').map(each => each.id),
): Promise<Map<string, number | null>> {
  const counts = new Map<string, number | null>()
  await Promise.all(
    sourcesFor(portal, wanted).map(async ([id, categories]) => {
      const found = await portal.sources
        .get(id)!
        .count(self, { categories })
        .catch(() => null)
      for (const category of categories) {
        const known = counts.get(category)
        const more = found && (found[category] ?? 0)
        counts.set(category, known === null || more === null ? null : (known ?? 0) + more)
      }
    }),
  )
  return counts
}

/** Which source holds which of these categories. */
function sourcesFor({ register, sources }: Reading, wanted: readonly string[]): [string, string[]][] {
  return register.sources
    .filter(each => sources.has(each.id))
    .map((each): [string, string[]] => [
      each.id,
      wanted.filter(category => each.tables.some(table => table.columns.some(column => column.category === category))),
    ])
    .filter(([, categories]) => categories.length > 0)
}

async function firstItems(portal: Reading, self: Located, category: string, size: number): Promise<readonly Item[]> {
  const page = await pageOf(portal, self, category, null, size).catch(() => null)
  return page?.items ?? []
}

/**
 * A page that runs through the sources in register order; the cursor says in which source it goes on. `whole`: with what
 * stands where other people are in an item, for a reviewer.
 */
export async function pageOf(
  portal: Reading,
  self: Located,
  category: string,
  after: string | null,
  size: number,
  whole = false,
): Promise<{ items: readonly Item[]; next: string | null }> {
  const ids = sourcesFor(portal, [category]).map(([id]) => id)
  const [, at = '0', cursor = ''] = /^(\d{1,2})\.(.*)$/s.exec(after ?? '') ?? []
  const items: Item[] = []
  let index = Number(at)
  let from = cursor || null
  for (; index < ids.length; index++, from = null) {
    const page = await portal.sources
      .get(ids[index]!)!
      .page(self, category, from, size - items.length, undefined, whole)
    items.push(...page.items)
    if (page.next) return { items, next: `${index}.${page.next}` }
    if (items.length >= size && index + 1 < ids.length) return { items, next: `${index + 1}.` }
  }
  return { items, next: null }
}

/** No record in particular: only what covers all of a category or of a purpose stands in the way. */
const nowhere = { source: '', table: '', key: '', column: null }

function categoryView(
  register: Register,
  category: Category,
  count: number | null,
  items: readonly Item[],
  { viewing, place, closed }: { viewing: Viewing; place: (item: Item) => Placed; closed: boolean },
): CategoryView {
  const { language } = viewing
  const placed = items.map(item => ({ item, placed: place(item) }))
  const views = placed.map(each => itemView(each.item, tableFor(register, each.item), each.placed, viewing))
  const own = category.heldBy === 'portal'
  const same =
    own || closed || followsHost(register, category.id)
      ? purposesOf(register, category.id).map(purpose => ({ purpose, term: null }))
      : sameFor(
          placed.map(each => each.placed.live),
          views,
        )
  return {
    id: category.id,
    label: category.label[language],
    meaning: category.meaning[language],
    summary: purposesOf(register, category.id)
      .map(each => `${each.label[language].replace(/\.$/, '')}.`)
      .join(' '),
    count: closed ? 0 : count,
    closed,
    heldByPortal: own,
    review: category.review === 'always' ? (category.reviewReason?.[language] ?? '') : null,
    items: views,
    more: count !== null && count > items.length,
    purposes: same && same.map(live => purposeView(live, viewing, { ...nowhere, category: category.id })),
    rights: same && (views[0]?.rights ?? null),
    kinds: kindsOf(placed, register, language),
    recipients: recipientViews(register, category.purposes, language),
  }
}

/** The purposes when they, their terms and the rights are equal for every item, else null: then each item shows its own. */
function sameFor(
  lives: readonly (readonly LivePurpose[])[],
  views: readonly ItemView[],
): readonly LivePurpose[] | null {
  const [first] = lives
  if (!first) return null
  const texts = lives.map((live, index) =>
    JSON.stringify([live.map(({ purpose, term }) => [purpose.id, term]), views[index]!.rights]),
  )
  return texts.every(text => text === texts[0]) ? first : null
}

function kindsOf(
  placed: readonly { item: Item; placed: Placed }[],
  register: Register,
  language: Language,
): CategoryView['kinds'] {
  const kinds = new Map<string, CategoryView['kinds'][number]>()
  for (const each of placed) {
    const table = tableFor(register, each.item)
    if (kinds.has(table.id)) continue
    const values = each.placed.access.map(({ id, label, meaning }) => ({
      id,
      label: label[language],
      meaning: meaning[language],
    }))
    kinds.set(table.id, { label: table.label[language], values })
  }
  return [...kinds.values()]
}

const tableFor = (register: Register, item: Item) => tableOf(sourceOf(register, item.source), item.table)
