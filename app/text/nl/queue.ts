/** Sentences of the queue: lists, search, keys. */
export const queue = {
  title: 'Werkvoorraad',
} as const
