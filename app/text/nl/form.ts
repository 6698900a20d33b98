/** Sentences of the public form, for people without an account. */
export const form = {
  title: 'Verzoek zonder account',
} as const
