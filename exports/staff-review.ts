/**
 * What staff decided about a request, as collecting needs it: only what a person saw goes out of a category that they
 * released, what they hid is nowhere, and what was refused stays out. Looked up per batch, so that memory stays the same.
 */
import type { Instant } from '#domain/day.ts'
import { type Decision, decisionFor, groundOf, itemName, keepsBack, type RefusalGround } from '#domain/decision.ts'
import { withoutHidden } from '#domain/hidden-value.ts'
import type { Item } from '#domain/item.ts'
import { source as sourceOf, table as tableOf } from '#domain/reading.ts'
import { type CategoryId, type RedactionReason, redactionReasons } from '#domain/register.ts'
import { hiddenAmong } from '#db/hidden-value.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { byTable, reviewStates } from '#db/reviewed-item.ts'
import type { Store } from '#db/store.ts'
import { reviewsOf } from '#db/subject-request.ts'
import { withContents } from '#sources/contents.ts'
import type { Desk } from './desk.ts'

/** Why something is kept back, as the bundle tells it. */
export type Because = RedactionReason | RefusalGround
export const articleOf = (because: Because): string =>
  because in redactionReasons
    ? redactionReasons[because as RedactionReason].article
    : groundOf(because as RefusalGround).article

/**
 * An item on its way out: as it goes (`term` false: until when it is kept stays out too), kept back as a whole, or not
 * what a person saw, so that it waits for one.
 */
export type Passed = { way: 'out'; item: Item; term: boolean } | { way: 'kept'; because: Because } | { way: 'review' }

export type StaffReview = {
  /** Categories that must be looked at although the register sends them out by itself: staff hid something there. */
  waiting: ReadonlySet<CategoryId>
  /** Categories that a person released, and when. */
  released: ReadonlyMap<CategoryId, Instant>
  /** The ground on which a whole category is refused; null when it is not. */
  refused(category: CategoryId): Because | null
  /** Null when every item of the category goes out as it is, so that nothing need be asked. */
  pass(items: readonly Item[]): Promise<readonly Passed[] | null>
}

/** What staff decided about this request so far; the answer holds for one attempt. */
export async function staffReview(
  { store, register, sources }: Pick<Desk, 'store' | 'register' | 'sources'>,
  requestId: string,
): Promise<StaffReview> {
  const { read, t } = store
  const [reviews, plan] = await Promise.all([reviewsOf(read, t, requestId), answerPlanOf(read, t, requestId)])
  const salts = new Map(reviews.flatMap(each => (each.releasedAt ? [[each.category, each.salt] as const] : [])))
  const kept = new Map(
    plan.decisions.flatMap(each =>
      each.category !== null && each.item !== null ? [[`${each.category}/${each.item}`, each] as const] : [],
    ),
  )
  const watched = (category: CategoryId) =>
    salts.has(category) || plan.decisions.some(each => each.item !== null && each.category === category)

  return {
    waiting: new Set(reviews.filter(each => !each.releasedAt).map(each => each.category)),
    released: new Map(reviews.flatMap(each => (each.releasedAt ? [[each.category, each.releasedAt] as const] : []))),
    refused(category) {
      // A record of it may still be given: then the rest is left out one by one.
      if (plan.decisions.some(each => each.category === category && each.item !== null && !keepsBack(each))) return null
      return becauseOf(decisionFor(plan.decisions, category))
    },
    async pass(items) {
      if (!items.some(item => watched(item.category))) return null
      const states = await statesOf({ store, sources }, requestId, salts, items)
      const hidden = await hiddenOf(
        store,
        requestId,
        items.filter(item => salts.has(item.category)),
      )
      return items.map((item, index): Passed => {
        const own = kept.get(`${item.category}/${itemName(item)}`)
        const because = becauseOf(own ?? decisionFor(plan.decisions, item.category))
        if (because) return { way: 'kept', because }
        const parts = hidden.get(nameOf(item)) ?? []
        const whole = parts.find(part => part.column === null)
        // Nothing of a record that is hidden goes out, whatever became of it since.
        if (whole) return { way: 'kept', because: whole.reason }
        if (states[index] !== 'seen') return { way: 'review' }
        const shown = withoutHidden(item, parts, tableOf(sourceOf(register, item.source), item.table))
        return shown ? { way: 'out', ...shown } : { way: 'kept', because: 'otherPerson' }
      })
    },
  }
}

const becauseOf = (decision: Decision | null): Because | null =>
  decision && keepsBack(decision) ? (decision.ground ?? 'notIdentified') : null

const nameOf = (item: Pick<Item, 'category' | 'source' | 'table' | 'key'>): string =>
  `${item.category}\n${item.source}\n${item.table}\n${item.key}`

/** Whether each item is what a person saw; of a category that nobody needed to look at, it is. */
async function statesOf(
  { store: { read, t }, sources }: Pick<Desk, 'store' | 'sources'>,
  requestId: string,
  salts: ReadonlyMap<CategoryId, Buffer | null>,
  items: readonly Item[],
): Promise<readonly ('seen' | 'changed' | 'new')[]> {
  const states = new Map<Item, 'seen' | 'changed' | 'new'>()
  for (const [category, salt] of salts) {
    const own = items.filter(item => item.category === category)
    if (own.length === 0) continue
    const found = salt
      ? await reviewStates(read, t, requestId, salt, await withContents(sources, own))
      : own.map(() => 'new' as const)
    own.forEach((item, index) => states.set(item, found[index]!))
  }
  return items.map(item => states.get(item) ?? 'seen')
}

async function hiddenOf({ read, t }: Store, requestId: string, items: readonly Item[]) {
  const hidden = new Map<string, Awaited<ReturnType<typeof hiddenAmong>>>()
  for (const category of new Set(items.map(item => item.category))) {
    for (const [source, table, keys] of byTable(items.filter(item => item.category === category))) {
      for (const row of await hiddenAmong(read, t, requestId, { category, source, table, keys })) {
        hidden.set(nameOf(row), [...(hidden.get(nameOf(row)) ?? []), row])
      }
    }
  }
  return hidden
}
