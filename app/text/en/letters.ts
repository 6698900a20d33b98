/** Sentences of writing and sending letters, and of their templates. */

export const letters = {
  title: 'Letter',
  /** Made up, for the preview of a template. */
  example: {
    name: 'Robin Sample',
    done: 'We have done this.',
    reason: 'We cannot do this now, because somebody else is in it too.',
    change: 'If the other person agrees, we can.',
  },
} as const
