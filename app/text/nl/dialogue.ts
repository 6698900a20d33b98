/** What the person reads on the page of their request: messages, letters, a second look, complaining. */
export const dialogue = {
  title: 'Berichten',
} as const
