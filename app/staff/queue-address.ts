/** The address of a list: everything a colleague needs to see the same. Names and mail addresses are never in it. */
import { printQuery, type QueueQuery, withoutWords } from '#domain/queue-query.ts'
import { type QueueView, viewOf, viewQuery } from '#domain/queue.ts'

export const queuePath = '/werkvoorraad'

export const addressOfView = (view: QueueView): string => addressOf(viewQuery[view])

/**
 * @param words as they are kept (`app/search-words.ts`), from which no name can be read
 * @param from a cursor
 */
export function addressOf(query: QueueQuery, words: readonly string[] = [], from: string | null = null): string {
  const view = words.length === 0 ? viewOf(query) : null
  const text = printQuery(withoutWords(query), 'nl')
  return withSearch([
    ...(view ? (view === 'open' ? [] : [['lijst', view] as const]) : text ? [['q', text] as const] : []),
    ...(words.length > 0 ? [['woord', words.join('.')] as const] : []),
    ...(from ? [['vanaf', from] as const] : []),
  ])
}

/** The same address as the place to send a form to; Remix asks for the word that says which of its routes is meant. */
export const formAddress = (address: string): string => address.replace(/\?|$/, match => `?index${match ? '&' : ''}`)

/** A colon and a comma may stand in a query as they are, and are read more easily so. */
function withSearch(parts: readonly (readonly [string, string])[]): string {
  const search = parts.map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2C/g, ',')}`,
  )
  return search.length > 0 ? `${queuePath}?${search.join('&')}` : queuePath
}
