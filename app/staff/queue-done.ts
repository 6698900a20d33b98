/** What was just done, as the address of a page of the workbench says it: after a form comes a redirect. */

export const doneWords = ['assigned', 'labelled', 'saved', 'removed'] as const

/** The page that a form was on, with what was done; only ever a page of the workbench. */
export function done(here: string, what: (typeof doneWords)[number], count: number): string {
  const [path = '', search = ''] = here.split('?')
  const kept = search.split('&').filter(part => part !== '' && !part.startsWith('gedaan='))
  return `${path}?${[...kept, `gedaan=${what}-${count}`].join('&')}`
}

/** What the address says was done. */
export function readDone(text: string | null): { what: (typeof doneWords)[number]; count: number } | null {
  const [, what, count] = /^(\w{1,20})-(\d{1,4})$/.exec(text ?? '') ?? []
  const known = doneWords.find(each => each === what)
  return known ? { what: known, count: Number(count) } : null
}
