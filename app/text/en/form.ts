/** Sentences of the public form, for people without an account. */
export const form = {
  title: 'Request without an account',
} as const
