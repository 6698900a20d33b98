/** Sentences of the logbook page. */
export const logbook = {
  title: 'Logbook',
} as const
