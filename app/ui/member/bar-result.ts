/** What was just done on the pages that stop and start a use, as their address says it. */
export const barResults = ['stopped', 'waiting', 'back', 'still', 'lifted', 'nothing'] as const
export type BarResult = (typeof barResults)[number]

export const resultIn = (query: URLSearchParams): BarResult | null =>
  barResults.find(each => each === query.get('gedaan')) ?? null
