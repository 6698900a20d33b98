/**
 * Controle: per record, what we hold beside what the member will see (S5, ACC-06). Opened only after saying why; what is
 * about to be shown is recorded first, with a digest of every record, so that a release is of exactly what was seen.
 */
import { hiddenAmong, hiddenCounts, type HiddenValue } from '#db/hidden-value.ts'
import { recordLook, statedPurpose } from '#db/look.ts'
import { record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { type Review, reviewsWithNames } from '#db/request-review.ts'
import { byTable, noteReviewed, reviewStates } from '#db/reviewed-item.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { placer } from '#domain/bundle.ts'
import { type Decision, decisionFor, itemName, keepsBack } from '#domain/decision.ts'
import type { Instant } from '#domain/day.ts'
import type { Item } from '#domain/item.ts'
import { type LookPurpose, lookPurposes } from '#domain/look-purpose.ts'
import type { Category } from '#domain/register.ts'
import { may } from '#domain/staff-role.ts'
import { isCopy } from '#domain/standing.ts'
import type { Located } from '#domain/subject.ts'
import { withContents } from '#sources/contents.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { countsOf, pageOf } from '../member/living-record.ts'
import { selfOf } from '../member/self.ts'
import { type RecordView, recordView } from './review-record.ts'
import { reviewProgress } from './review-release.ts'

/** Records on one page: each stands there twice. */
const pageSize = 15

/** Where a category stands. */
export type PartState = 'waits' | 'released' | 'refused' | 'free' | 'none' | 'unknown'
export type PartLine = { id: string; label: string; count: number | null; hidden: number; state: PartState }

export type PartView = {
  id: string
  label: string
  /** Why a person looks at this kind; null when the register lets it go by itself. */
  review: string | null
  state: PartState
  released: { name: string; at: Instant } | null
  hidden: number
  /** Null when the source did not answer. */
  progress: { total: number; unseen: number } | null
  records: readonly RecordView[] | null
  next: string | null
  first: string | null
}

export type ReviewView = {
  /** This request is answered with a copy. */
  copy: boolean
  maySeeData: boolean
  mayWork: boolean
  /** Null until this session said why. */
  purpose: LookPurpose | null
  known: boolean
  parts: readonly PartLine[]
  part: PartView | null
}

export async function reviewView(
  context: Context,
  staff: StaffVisitor,
  request: SubjectRequest,
  search: URLSearchParams,
  open: boolean,
): Promise<ReviewView> {
  const { portal, language } = context
  const { store, register } = portal
  const maySeeData = may(staff.role, 'seeData')
  const mayWork = may(staff.role, 'work')
  const copy = isCopy(request.right)
  const stated = maySeeData ? await statedPurpose(store.read, store.t, staff.sessionId, request.id) : null
  const purpose = stated === null ? null : (lookPurposes.find(each => each === stated) ?? 'handleRequest')
  const self = await selfOf(portal, request.subjectId)
  const shut = { copy, maySeeData, mayWork, purpose, known: self !== null, parts: [], part: null }
  if (purpose === null || !self) return shut
  const categories = register.categories.filter(
    each => each.heldBy !== 'portal' && (request.scope.categories?.includes(each.id) ?? true),
  )
  const [counts, hidden, reviews, plan] = await Promise.all([
    countsOf(
      portal,
      self,
      categories.map(each => each.id),
    ),
    hiddenCounts(store.read, store.t, request.id),
    reviewsWithNames(store.read, store.t, request.id),
    answerPlanOf(store.read, store.t, request.id),
  ])
  const stateOf = (category: Category): PartState => {
    const review = reviews.find(each => each.category === category.id)
    const decision = decisionFor(plan.decisions, category.id)
    if (decision && keepsBack(decision)) return 'refused'
    const count = counts.get(category.id) ?? null
    if (count === null) return 'unknown'
    if (review) return review.released ? 'released' : 'waits'
    return count === 0 ? 'none' : copy && category.review === 'always' ? 'waits' : 'free'
  }
  const wanted = categories.find(each => each.id === search.get('deel'))
  const about = wanted && {
    category: wanted,
    review: reviews.find(each => each.category === wanted.id) ?? null,
    state: stateOf(wanted),
    hidden: hidden.get(wanted.id) ?? 0,
    decisions: plan.decisions,
    open: open && copy && mayWork,
  }
  return {
    ...shut,
    parts: categories.map(each => ({
      id: each.id,
      label: each.label[language],
      count: counts.get(each.id) ?? null,
      hidden: hidden.get(each.id) ?? 0,
      state: stateOf(each),
    })),
    part: about ? await partView(context, staff, { request, self, purpose }, about, search) : null,
  }
}

type Looking = { request: SubjectRequest; self: Located; purpose: LookPurpose }
type About = {
  category: Category
  review: Review | null
  state: PartState
  hidden: number
  decisions: readonly Decision[]
  open: boolean
}

async function partView(
  context: Context,
  staff: StaffVisitor,
  { request, self, purpose }: Looking,
  { category, review, state, hidden, decisions, open }: About,
  search: URLSearchParams,
): Promise<PartView> {
  const { portal, now, language } = context
  const { store, register } = portal
  const after = search.get('na')
  const page = await pageOf(portal, self, category.id, after, pageSize, true).catch(() => null)
  const items = await withContents(portal.sources, page?.items ?? [])
  const before = await statesBefore(context, request, review, items)
  await record(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    const parts = ['identity', category.id]
    const { staffId, role } = staff
    await recordLook(ledger, { subjectId: request.subjectId, requestId: request.id, staffId, role, purpose, parts })
    await noteReviewed(ledger.db, ledger.t, request.id, category.id, items)
  })
  const rows = await hiddenHere(context, request, category.id, items)
  const place = placer(register, self.facts, now)
  const viewing = { register, facts: self.facts, now, language }
  const where = (na: string | null) =>
    `?${new URLSearchParams({ deel: category.id, ...(na === null ? {} : { na }) })}#deel`
  return {
    id: category.id,
    label: category.label[language],
    review: category.review === 'always' ? (category.reviewReason?.[language] ?? '') : null,
    state,
    released: review?.released ?? null,
    hidden,
    progress: page && review && !review.released ? await progressOf(context, request, self, category, review) : null,
    records:
      page &&
      items.map((item, index) => {
        const one = decisions.findLast(each => each.category === category.id && each.item === itemName(item))
        const decision = one ?? decisionFor(decisions, category.id)
        return recordView(
          item,
          index,
          {
            hidden: rows.filter(row => row.source === item.source && row.table === item.table && row.key === item.key),
            refused: decision !== null && keepsBack(decision),
            state: before[index] ?? 'seen',
            placed: place(item),
            own: [self.displayName],
            open,
          },
          viewing,
        )
      }),
    next: page?.next ? where(page.next) : null,
    first: after === null ? null : where(null),
  }
}

/** What was new or changed before this look; of a category that nobody needs to look at, nothing is. */
async function statesBefore(
  { portal: { store } }: Context,
  request: SubjectRequest,
  review: Review | null,
  items: readonly Item[],
): Promise<readonly RecordView['state'][]> {
  if (!review) return items.map(() => 'seen')
  if (!review.salt) return items.map(() => 'new')
  return reviewStates(store.read, store.t, request.id, review.salt, items)
}

async function hiddenHere(
  { portal: { store } }: Context,
  request: SubjectRequest,
  category: string,
  items: readonly Item[],
): Promise<readonly HiddenValue[]> {
  const found = await Promise.all(
    byTable(items).map(([source, table, keys]) =>
      hiddenAmong(store.read, store.t, request.id, { category, source, table, keys }),
    ),
  )
  return found.flat()
}

/** Of a category that the register lets go by itself, everything counts as seen when it is released. */
async function progressOf(
  { portal }: Context,
  request: SubjectRequest,
  self: Located,
  category: Category,
  review: Review,
): Promise<PartView['progress']> {
  if (category.review !== 'always') return { total: 0, unseen: 0 }
  const fresh = (await reviewsWithNames(portal.store.read, portal.store.t, request.id)).find(
    each => each.category === review.category,
  )
  return reviewProgress(portal, request, self, { category: category.id, salt: fresh?.salt ?? null }).catch(() => null)
}
