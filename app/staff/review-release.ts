/** Letting a category go out, exactly as it was seen. What nobody saw, or what changed since, is not released. */
import { partsSeenBy } from '#db/look.ts'
import { record } from '#db/record.ts'
import { releaseReview, reviewsWithNames } from '#db/request-review.ts'
import { noteAllReviewed, reviewStates } from '#db/reviewed-item.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { subjectById } from '#db/subject.ts'
import type { Item } from '#domain/item.ts'
import { category as categoryOf } from '#domain/reading.ts'
import type { Located } from '#domain/subject.ts'
import { periodOf } from '#exports/collect.ts'
import { withContents } from '#sources/contents.ts'
import type { Context, StaffVisitor } from '../context.ts'
import type { Portal } from '../portal.ts'
import { selfOf } from '../member/self.ts'
import { type Change, declineStale } from './stale.ts'

/** `gone`: somebody released it before, or it waits no more. */
export type Release = 'released' | 'gone' | 'lookFirst' | 'lookAll' | { stale: readonly Change[] }

/**
 * Releases a category of a request for its copy. Of one that the register sends past a human, every record must have been
 * on somebody's screen as it is now; of another (staff hid something in it) what is there now is set down as the set.
 * @param seen from a form: declines when the request changed since, to `{ stale }`
 */
export async function releaseCategory(
  context: Context,
  staff: StaffVisitor,
  request: SubjectRequest,
  category: string,
  seen?: number,
): Promise<Release> {
  const { portal, now } = context
  const { store, register } = portal
  if (!(await partsSeenBy(store.read, store.t, request.id, staff.staffId)).includes(category)) return 'lookFirst'
  const review = (await reviewsWithNames(store.read, store.t, request.id)).find(each => each.category === category)
  if (!review || review.released) return 'gone'
  const self = await selfOf(portal, request.subjectId)
  if (self) {
    if (categoryOf(register, category).review === 'always') {
      const { unseen } = await reviewProgress(portal, request, self, { category, salt: review.salt })
      if (unseen > 0) return 'lookAll'
    } else await noteAllReviewed(store, request.id, category, asReviewed(portal, request, self, category))
  }
  const subject = await subjectById(store.read, store.t, request.subjectId)
  return record<Release>(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    if (seen !== undefined) await declineStale(ledger, request.id, seen)
    const language = subject?.language ?? 'nl'
    const done = await releaseReview(ledger, register.controller, request, {
      category,
      staffId: staff.staffId,
      language,
    })
    return done ? ('released' as const) : ('gone' as const)
  })
}

/** How many records of a category there are to give, and how many of those nobody saw as they are now. */
export async function reviewProgress(
  portal: Portal,
  request: SubjectRequest,
  self: Located,
  review: { category: string; salt: Buffer | null },
): Promise<{ total: number; unseen: number }> {
  const { read, t } = portal.store
  let total = 0
  let unseen = 0
  for await (const items of asReviewed(portal, request, self, review.category)) {
    total += items.length
    unseen += review.salt
      ? (await reviewStates(read, t, request.id, review.salt, items)).filter(state => state !== 'seen').length
      : items.length
  }
  return { total, unseen }
}

/** Whether the record is this person's: nothing is decided about what is somebody else's, or nobody's. */
export async function holdsRecord(
  portal: Portal,
  request: SubjectRequest,
  { category, source: id, table, key }: { category: string; source: string; table: string; key: string },
): Promise<boolean> {
  const source = portal.sources.get(id)
  const self = await selfOf(portal, request.subjectId)
  if (!source || !self) return false
  const who = (await source.locate({ key: self.key })) ?? self
  return (await source.item(who, table, key, category)) !== null
}

/** What the copy would hold of one category, with what its files hold, as it is compared. */
async function* asReviewed(...about: Parameters<typeof itemsToGive>): AsyncGenerator<readonly Item[]> {
  for await (const items of itemsToGive(...about)) yield await withContents(about[0].sources, items)
}

/** What the copy would hold of one category, as collecting reads it: some items at a time. */
async function* itemsToGive(
  { register, sources }: Portal,
  request: SubjectRequest,
  self: Located,
  category: string,
): AsyncGenerator<readonly Item[]> {
  const wanted = { categories: [category], ...periodOf({ scope: request.scope, register }) }
  for (const entry of register.sources) {
    const source = sources.get(entry.id)
    if (!source || !entry.tables.some(table => table.columns.some(column => column.category === category))) continue
    yield* source.collect((await source.locate({ key: self.key })) ?? self, wanted)
  }
}
