/** Sentences about receipts that can be checked. */
export const receipts = {
  title: 'Bewijzen',
} as const
