/** Sentences of reviewing, hiding and deciding. */
export const review = {
  title: 'Controle',
} as const
