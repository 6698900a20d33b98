/** Sentences of the logbook page. */
export const logbook = {
  title: 'Logboek',
} as const
