/** The lists that staff work from: names for what is asked of the queue. */
import { everything, printQuery, type QueueQuery } from './queue-query.ts'

export const queueViews = ['mine', 'week', 'nobody', 'waiting', 'open', 'late', 'answered'] as const
export type QueueView = (typeof queueViews)[number]

export const viewQuery: Readonly<Record<QueueView, QueueQuery>> = {
  mine: { ...everything, terms: [{ key: 'owner', who: 'me' }] },
  week: { ...everything, terms: [{ key: 'due', by: 'week' }] },
  nobody: { ...everything, terms: [{ key: 'owner', who: 'nobody' }] },
  waiting: { ...everything, terms: [{ key: 'status', any: ['waiting'] }] },
  open: everything,
  late: { ...everything, terms: [{ key: 'late', is: true }] },
  answered: { ...everything, terms: [{ key: 'status', any: ['answered'] }] },
}

/** The list that this is, or null when it is nobody's but the asker's. */
export function viewOf(query: QueueQuery): QueueView | null {
  const asked = printQuery(query, 'nl')
  return queueViews.find(view => printQuery(viewQuery[view], 'nl') === asked) ?? null
}
