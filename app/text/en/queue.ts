/** Sentences of the queue: lists, search, keys. */
export const queue = {
  title: 'Queue',
} as const
