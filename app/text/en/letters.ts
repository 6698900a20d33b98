/** Sentences of writing and sending letters, and of their templates. */
export const letters = {
  title: 'Letter',
} as const
