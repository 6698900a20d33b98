/** The first page: what runs or stands ready, and who looked last. */
import { requestsOf } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { type LookView, looksPage } from './looks.ts'
import { type RequestSummary, requestSummary } from './request-view.ts'
import { selfOf } from './self.ts'

/** An answer stays on the first page for as long as its copy can be fetched, in seconds. */
const answeredStays = 14 * 86_400
const mostCards = 3
const lastLooks = 3

export async function overview(
  portal: Portal,
  subjectId: string,
  viewing: { now: Instant; language: Language },
): Promise<{ requests: readonly RequestSummary[]; looks: readonly LookView[] }> {
  const self = await selfOf(portal, subjectId)
  const [all, { looks }] = await Promise.all([
    requestsOf(portal.store.read, portal.store.t, subjectId),
    looksPage(portal, { subjectId, self, ...viewing }, null, lastLooks),
  ])
  const since = later(viewing.now, -answeredStays)
  const current = all
    .filter(each => !each.closedAt && (!each.answeredAt || each.answeredAt > since))
    .slice(0, mostCards)
  return { requests: await Promise.all(current.map(each => requestSummary(portal, each, viewing))), looks }
}
