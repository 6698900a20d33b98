/** What somebody can do who does not agree: whom they can turn to, and until when (77, 79; UAVG 35). */
import { sentAnswer } from '#db/answer.ts'
import { secondLookOf } from '#db/second-look.ts'
import { deadlineOf, requestOf } from '#db/subject-request.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { courtUntil, isLate } from '#domain/letter.ts'
import { readReference } from '#domain/reference.ts'
import type { Portal } from '../portal.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'

export type ComplaintPage = {
  reference: string
  right: string
  /** They can still ask us to look again. */
  mayLook: boolean
  authority: { name: string; url: string }
  /** `open`: we still have time to answer. `noTerm`: we are late, and then no term runs (UAVG 35(2)). */
  court: { state: 'until'; day: string } | { state: 'noTerm' } | { state: 'open' }
}

/** Null when this person has no request by that reference. */
export async function complaintPage(
  portal: Pick<Portal, 'store' | 'register'>,
  subjectId: string,
  typed: string,
  { now, language }: { now: Instant; language: Language },
): Promise<ComplaintPage | null> {
  const { store, register } = portal
  const { controller } = register
  const reference = readReference(typed)
  const row = reference && (await requestOf(store.read, store.t, reference, subjectId))
  if (!row) return null
  const term = await deadlineOf(store.read, store.t, controller, row)
  const day = dayOf(row.answeredAt ?? now, controller.timeZone)
  const outcome = (await sentAnswer(store.read, store.t, row.id))?.outcome
  const late = isLate(outcome !== undefined && outcome !== 'granted' && outcome !== 'notHeld', { term, day })
  return {
    reference: row.reference,
    right: words(language).common.right[row.right],
    mayLook: row.answeredAt !== null && (await secondLookOf(store.read, store.t, row.id)) === null,
    authority: controller.supervisoryAuthority,
    court: late
      ? { state: 'noTerm' }
      : row.answeredAt
        ? { state: 'until', day: longDay(courtUntil(day), language) }
        : { state: 'open' },
  }
}
