/** Telling recipients of a correction, an erasure or a restriction (Art. 19, NOTE-01). */
import type { Instant } from './day.ts'

/** What a notice is about. `lifted`: a restriction ended. */
export const noticeCauses = ['correction', 'restriction', 'lifted', 'erasure'] as const
export type NoticeCause = (typeof noticeCauses)[number]

/** `hand`: the register knows no address, so staff tell them and note how. */
export const noticeWays = ['mail', 'webhook', 'hand'] as const
export type NoticeWay = (typeof noticeWays)[number]

export const noticeStates = ['pending', 'sent', 'acknowledged', 'impossible', 'disproportionate'] as const
export type NoticeState = (typeof noticeStates)[number]

/** `hand`: staff must do something. `waiting`: the machine is at it. `sent`: no word back yet. `settled`: nothing is left to do. */
export const noticeLists = ['hand', 'waiting', 'sent', 'settled'] as const
export type NoticeList = (typeof noticeLists)[number]

/** What staff settle: told in another way, confirmed by the recipient, or not told, with why (19). */
export const settlements = ['told', 'acknowledged', 'impossible', 'disproportionate'] as const
export type Settlement = (typeof settlements)[number]

export type NoticeFacts = {
  sentAt: Instant | null
  acknowledgedAt: Instant | null
  impossibleAt: Instant | null
  disproportionateAt: Instant | null
}

/** The state that the facts mean; what a recipient confirmed counts above what staff thought before. */
export function noticeState(facts: NoticeFacts): NoticeState {
  if (facts.acknowledgedAt) return 'acknowledged'
  if (facts.disproportionateAt) return 'disproportionate'
  if (facts.impossibleAt) return 'impossible'
  return facts.sentAt ? 'sent' : 'pending'
}

/** Minutes until the next try after so many tries failed; null: give up, a person settles it. Within about two days. */
export function nextTryAfter(failed: number): number | null {
  const minutes = [1, 5, 30, 120, 360, 720, 1440]
  return minutes[failed - 1] ?? null
}
