/** Sentences about receipts that can be checked. */
export const receipts = {
  title: 'Receipts',
} as const
