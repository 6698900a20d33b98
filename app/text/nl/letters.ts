/** Sentences of writing and sending letters, and of their templates. */

export const letters = {
  title: 'Brief',
  /** Made up, for the preview of a template. */
  example: {
    name: 'Robin Voorbeeld',
    done: 'Dit hebben we gedaan.',
    reason: 'Dit kan nu niet, want iemand anders staat er ook in.',
    change: 'Als de ander het goed vindt, kan het wel.',
  },
} as const
