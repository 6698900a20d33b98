/**
 * One pass over every source: what is found goes into the parts of the bundle. A source that fails does not sink the
 * rest; what it could not give is written down per category.
 */
import { type Placed, placer } from '#domain/bundle.ts'
import { addDays, type Instant, startOfDay } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import { category as categoryOf } from '#domain/reading.ts'
import type { CategoryId, Register, SourceEntry, SourceId } from '#domain/register.ts'
import type { Located, SubjectFacts } from '#domain/subject.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { Source, Wanted as WantedItems } from '#sources/source.ts'
import type { Attachments, Kept } from './attachments.ts'
import { portal } from './own-rows.ts'
import { Part, type Wanted } from './part.ts'
import type { StaffReview } from './staff-review.ts'
import type { Forms } from './value.ts'
import { type Withheld, withhold, withoutTerm } from './withheld.ts'

/** What happened with one category in one source. */
export type Outcome = {
  source: SourceId
  category: CategoryId
  /** Counted beforehand; null when it could not be. */
  expected: number | null
  found: number
  done: boolean
  /** A short code; never a message, which may hold data. */
  error: string | null
  /**
   * `review`: a person must release it first, so that it was only counted, or some of it is not what they released.
   * `refused`: a person decided that it is not given.
   */
  leftOut: 'review' | 'refused' | null
  /** How many items wait for a person. */
  waits: number
}

/** One source: whether it knows this person, and whether it answered. */
export type Searched = { source: SourceId; knows: boolean | null; error: string | null }

export type Collection = {
  parts: readonly Part[]
  outcomes: readonly Outcome[]
  searched: readonly Searched[]
  withheld: readonly Withheld[]
}

export type Search = {
  /** With the portal's own records as one of its sources. */
  register: Register
  sources: ReadonlyMap<SourceId, Source>
  who: Located | null
  scope: Scope
  wanted: Wanted
  /** Categories of `review: always` that a person has released for this request. */
  released: ReadonlySet<CategoryId>
  /** What staff hid, refused and released for this request; absent when nobody looks at it. */
  review?: StaffReview
  now: Instant
  forms: Forms
  /** Private folder for what does not fit in memory. */
  folder: string
  attachments: Attachments
  /** Every part is put in here as soon as it exists, so that the caller can close what a failure leaves open. */
  opened: Part[]
  signal?: AbortSignal
  /** Called when no more rows of this part will come, so that its files can be written while others are collected. */
  finished?: (part: Part) => void
  /** Called after every batch; must not throw. */
  progress?: (outcome: Readonly<Outcome>) => void
}

/** Of somebody whom no source knows. */
export const noFacts: SubjectFacts = { agreementStart: null, agreementEnd: null, lastContact: null, consents: {} }

/** The code of a failure: a system's own code where it has one ("SQLITE_BUSY", "ENOENT"), else `failed`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'failed'
}

export async function collect(search: Search): Promise<Collection> {
  const parts = search.opened
  const outcomes: Outcome[] = []
  const searched: Searched[] = []
  const withheld: Withheld[] = []
  const place = placer(search.register, search.who?.facts ?? noFacts, search.now)
  for (const entry of search.register.sources) {
    if (entry.tables.length === 0) continue
    const source = search.sources.get(entry.id)
    const mine = categoriesIn(entry, search).map((category): Outcome => ({
      source: entry.id,
      category,
      expected: null,
      found: 0,
      done: false,
      error: null,
      leftOut: null,
      waits: 0,
    }))
    outcomes.push(...mine)
    try {
      if (!source) throw new Error(`the source ${entry.id} is not open`)
      const knows = await fromSource(search, entry, source, mine, { parts, withheld }, place)
      searched.push({ source: entry.id, knows, error: null })
    } catch (error) {
      if (search.signal?.aborted || isOurs(error)) throw error
      const code = codeOf(error)
      searched.push({ source: entry.id, knows: null, error: code })
      for (const outcome of mine) {
        // What was counted and came in whole is whole, whatever broke later.
        if (!outcome.done && (outcome.expected === null || outcome.found + outcome.waits < outcome.expected))
          outcome.error = code
        outcome.done = true
        search.progress?.(outcome)
      }
    }
  }
  return { parts, outcomes, searched, withheld }
}

/** A failure on our side of the counter (disk, ZIP): the whole attempt fails. */
export class PackingFailed extends Error {
  override name = 'PackingFailed'
}
const isOurs = (error: unknown) => error instanceof PackingFailed

async function fromSource(
  search: Search,
  entry: SourceEntry,
  source: Source,
  mine: readonly Outcome[],
  { parts, withheld }: { parts: Part[]; withheld: Withheld[] },
  place: (item: Item) => Placed,
): Promise<boolean> {
  // The key is the same everywhere unless a source knows better.
  const known = search.who && ((await source.locate({ key: search.who.key })) ?? search.who)
  // Who is known to no source asked us something all the same: that file of theirs is here.
  const who = known ?? (entry.id === portal ? await source.locate({ key: '' }) : null)
  if (!who) {
    for (const outcome of mine) Object.assign(outcome, { expected: 0, done: true })
    return false
  }
  const wanted = (categories: readonly CategoryId[]): WantedItems => ({ categories, ...periodOf(search) })
  const counts = await source.count(who, wanted(mine.map(outcome => outcome.category)))
  for (const outcome of mine) {
    outcome.expected = counts[outcome.category] ?? 0
    outcome.done = outcome.expected === 0
    const because = search.review?.refused(outcome.category)
    if (because) {
      Object.assign(outcome, { leftOut: 'refused', done: true })
      withhold(withheld, {
        source: entry.id,
        category: outcome.category,
        table: null,
        because,
        count: outcome.expected,
      })
    } else if (needsReview(outcome.category, search)) {
      Object.assign(outcome, { leftOut: 'review', waits: outcome.expected, done: true })
    }
    search.progress?.(outcome)
  }
  const byCategory = new Map(mine.filter(outcome => !outcome.leftOut).map(outcome => [outcome.category, outcome]))
  const own = new Map<string, Part>()
  let current = ''
  for await (const batch of source.collect(who, wanted([...byCategory.keys()]), search.signal)) {
    search.signal?.throwIfAborted()
    const passed = await search.review?.pass(batch).catch((error: unknown) => {
      throw new PackingFailed(codeOf(error), { cause: error })
    })
    for (const [index, found] of batch.entries()) {
      const outcome = byCategory.get(found.category)
      // A source that gives more than was asked for is not believed: nothing unreleased may slip through.
      if (!outcome) continue
      const step = passed?.[index]
      if (step && step.way !== 'out') {
        if (step.way === 'review') Object.assign(outcome, { leftOut: 'review', waits: outcome.waits + 1 })
        else {
          const { source, category, table } = found
          withhold(withheld, { source, category, table, because: step.because, count: 1 })
          outcome.found++
        }
        continue
      }
      const item = step?.item ?? found
      const key = `${item.table}\n${item.category}`
      let part = own.get(key)
      if (!part) {
        // Sources give one table after the other.
        if (item.table !== current)
          finish(
            search,
            [...own.values()].filter(each => each.table.id === current),
          )
        current = item.table
        const table = entry.tables.find(each => each.id === item.table)
        if (!table) throw new PackingFailed(`the register has no table ${entry.id}.${item.table}`)
        part = new Part(
          entry,
          table,
          categoryOf(search.register, item.category),
          search.register,
          search.forms,
          search.wanted,
          search.folder,
        )
        own.set(key, part)
        parts.push(part)
      }
      // Only a row with files waits for anything: one await per row costs more than the row.
      const placed = step && !step.term ? withoutTerm(place(found)) : place(found)
      pack(part, item, placed, item.attachments.length ? await filesOf(item, search.attachments) : noFiles)
      outcome.found++
    }
    for (const outcome of byCategory.values()) {
      if (outcome.found === 0) continue
      // What was counted has come in: who waits sees this part finished while the others are still coming.
      if (outcome.found >= (outcome.expected ?? Infinity)) outcome.done = true
      search.progress?.(outcome)
    }
  }
  finish(
    search,
    [...own.values()].filter(each => each.table.id === current),
  )
  for (const outcome of byCategory.values()) {
    outcome.done = true
    search.progress?.(outcome)
  }
  return true
}

function finish({ finished }: Search, parts: readonly Part[]): void {
  for (const part of parts) {
    part.sealed = true
    finished?.(part)
  }
}

const noFiles: readonly Kept[] = []

const filesOf = (item: Item, files: Attachments): Promise<readonly Kept[]> =>
  files.of(item).catch((error: unknown) => {
    throw new PackingFailed(codeOf(error), { cause: error })
  })

function pack(part: Part, item: Item, placed: Placed, files: readonly Kept[]): void {
  // Its files may be written already: a source that comes back to a table would be cut short without a word.
  if (part.sealed) throw new PackingFailed(`the source came back to ${part.table.id}`)
  try {
    part.add(item, placed, files)
  } catch (error) {
    throw new PackingFailed(codeOf(error), { cause: error })
  }
}

/** The categories of this source that were asked for and can have something in the forms that were asked for. */
function categoriesIn(entry: SourceEntry, { register, scope }: Search): CategoryId[] {
  const held = new Set(entry.tables.flatMap(table => table.columns.map(column => column.category)))
  return register.categories.map(each => each.id).filter(id => held.has(id) && (scope.categories?.includes(id) ?? true))
}

function needsReview(id: CategoryId, { register, released, review, wanted }: Search): boolean {
  const category = categoryOf(register, id)
  if (review?.waiting.has(id)) return true
  if (category.review !== 'always' || released.has(id)) return false
  if (wanted.access) return true
  // To take along: nothing of it can go out when no purpose rests on contract or consent.
  return category.purposes.some(each => {
    const basis = register.purposes.find(purpose => purpose.id === each)?.basis
    return basis === 'contract' || basis === 'consent'
  })
}

/** Days of the controller's zone, the last one included. */
export function periodOf({ scope, register }: Pick<Search, 'scope' | 'register'>): Pick<WantedItems, 'period'> {
  const zone = register.controller.timeZone
  if (!scope.from && !scope.until) return {}
  return {
    period: {
      ...(scope.from ? { from: startOfDay(scope.from, zone) } : {}),
      ...(scope.until ? { until: startOfDay(addDays(scope.until, 1), zone) } : {}),
    },
  }
}
