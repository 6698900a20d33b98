/** Sentences of filing what came in from outside the portal. */
export const intake = {
  title: 'New on behalf of somebody',
} as const
