/** Sentences of filing what came in from outside the portal. */
export const intake = {
  title: 'Nieuw namens iemand',
} as const
