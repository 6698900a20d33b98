/** The lists that staff work from. */
export const queueViews = ['open', 'mine', 'nobody', 'week', 'waiting', 'late', 'answered'] as const
export type QueueView = (typeof queueViews)[number]
