/** Sentences of reviewing, hiding and deciding. */
export const review = {
  title: 'Review',
} as const
