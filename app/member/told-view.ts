/** Who was told of a change to this person's data, and how that stands (Art. 19, last sentence). */
import { noticesTo } from '#db/notice.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { noticeState } from '#domain/notice.ts'
import type { Portal } from '../portal.ts'
import { clockTime, plainDay } from '../text/dates.ts'
import { words } from '../text/words.ts'

export type ToldView = { id: string; who: string; cause: string; state: string; reason: string | null }

/** Newest first. */
export async function toldOf(
  { store, register }: Pick<Portal, 'store' | 'register'>,
  subjectId: string,
  { now, language }: { now: Instant; language: Language },
): Promise<readonly ToldView[]> {
  const w = words(language).told.member
  const day = (at: Instant) => plainDay(dayOf(at, register.controller.timeZone), language)
  return (await noticesTo(store.read, store.t, subjectId)).map(row => {
    const state = noticeState(row)
    const at = row.acknowledgedAt ?? row.disproportionateAt ?? row.impossibleAt ?? row.sentAt ?? row.createdAt
    const waits = state === 'pending' && row.attempts === 0 && row.dueAt !== null && row.dueAt > now && !row.mailId
    return {
      id: row.id,
      who: row.recipient,
      cause: w.cause[row.cause],
      state: waits && row.dueAt ? w.later(clockTime(row.dueAt, language)) : w[state](day(at)),
      reason: row.reason ? w.reason(row.reason) : null,
    }
  })
}
