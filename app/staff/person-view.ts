/** The person behind a request, once this session said why. What is about to be shown is recorded first (T9). */
import { barsOf } from '#db/bars.ts'
import { partsSeenBy, recordLook, statedPurpose } from '#db/look.ts'
import { record } from '#db/record.ts'
import { noteReviewed } from '#db/reviewed-item.ts'
import { type LookPurpose, lookPurposes } from '#domain/look-purpose.ts'
import { noFacts } from '#exports/collect.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { type CategoryView, categoryPage, countsOf } from '../member/living-record.ts'
import { selfOf } from '../member/self.ts'
import { warnOfMany } from './alarm.ts'

/** Records on one page of a part. */
const pageSize = 50

export type PersonView = {
  purpose: LookPurpose
  /** Null when the source knows this person no more. */
  self: { name: string; email: string; number: string } | null
  parts: readonly { id: string; label: string; count: number | null }[]
  part: (CategoryView & { next: string | null }) | null
  /** Parts that this staff member has looked at. */
  seen: readonly string[]
}

type Request = { id: string; subjectId: string; reference: string }

/**
 * Null until this session stated a purpose for this request.
 * @param more other parts that open on the same page, for the record
 */
export async function personView(
  context: Context,
  staff: StaffVisitor,
  request: Request,
  search: URLSearchParams,
  more: readonly string[] = [],
): Promise<PersonView | null> {
  const { portal, now, language } = context
  const { store, register } = portal
  const purpose = await statedPurpose(store.read, store.t, staff.sessionId, request.id)
  if (purpose === null) return null
  const self = await selfOf(portal, request.subjectId)
  const wanted = search.get('deel')
  const part = register.categories.find(each => each.id === wanted && each.heldBy !== 'portal')?.id ?? null
  const bars = await barsOf(store.read, store.t, request.subjectId)
  const viewing = { register, facts: self?.facts ?? noFacts, bars, now, language }
  const who = { self, viewing, reviewer: true }
  const page = part && self && (await categoryPage(portal, who, part, search.get('na'), pageSize))
  const alarm = await record(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    const many = await recordLook(
      ledger,
      {
        subjectId: request.subjectId,
        requestId: request.id,
        staffId: staff.staffId,
        role: staff.role,
        purpose,
        parts: ['identity', ...more, ...(part ? [part] : [])],
      },
      portal.config.manyOpened,
    )
    if (page) await noteReviewed(ledger.db, ledger.t, request.id, page.category.id, page.items)
    return many
  })
  warnOfMany(portal, alarm)
  const seen = await partsSeenBy(store.read, store.t, request.id, staff.staffId)
  const known = lookPurposes.find(each => each === purpose) ?? 'handleRequest'
  if (!self) return { purpose: known, self: null, parts: [], part: null, seen }
  const counts = await countsOf(portal, self)
  return {
    purpose: known,
    self: { name: self.displayName, email: self.email, number: self.number },
    parts: register.categories
      .filter(each => each.heldBy !== 'portal')
      .map(each => ({ id: each.id, label: each.label[language], count: counts.get(each.id) ?? null })),
    part: page
      ? {
          ...page.category,
          next:
            page.next &&
            `/werkvoorraad/${request.reference}?${new URLSearchParams({ deel: part, na: page.next })}#deel`,
        }
      : null,
    seen,
  }
}
