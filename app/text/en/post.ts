/** Sentences of the outbox page. */
export const post = {
  title: 'Post',
} as const
