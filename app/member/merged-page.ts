/** One page out of several lists that each come newest first, in pages of their own. */
import type { Instant } from '#domain/day.ts'

/** Gives up to `count` items from a place; `next` is where it goes on, null at the end. */
export type Feed<T> = (from: string | null, count: number) => Promise<{ items: readonly T[]; next: string | null }>

/** In a list: the page to fetch (empty is the first), and how many of it were shown before. */
type Place = { from: string | null; skip: number } | 'end'

/**
 * The newest `size` items of all lists. The cursor holds a place in each list; what was fetched but not shown is fetched
 * again, so nothing is lost or shown twice. A broken cursor begins at the start.
 */
export async function mergedPage<T extends { at: Instant }>(
  feeds: readonly Feed<T>[],
  after: string | null,
  size: number,
): Promise<{ items: readonly T[]; next: string | null }> {
  const places = readPlaces(after, feeds.length)
  const fetched = await Promise.all(feeds.map((feed, index) => ahead(feed, places[index]!, size)))
  const all = fetched
    .flatMap(({ items }, feed) => items.map((item, order) => ({ item, feed, order })))
    .toSorted((a, b) => (a.item.at > b.item.at ? -1 : a.item.at < b.item.at ? 1 : a.feed - b.feed || a.order - b.order))
  const shown = all.slice(0, size)
  const next = fetched.map(({ placeAfter }, feed) => placeAfter(shown.filter(each => each.feed === feed).length))
  return {
    items: shown.map(each => each.item),
    next: next.every(place => place === 'end') ? null : JSON.stringify(next.map(written)),
  }
}

/** At least `size` items from a place on, and what the place becomes when some of them have been shown. */
async function ahead<T>(feed: Feed<T>, place: Place, size: number) {
  if (place === 'end') return { items: [], placeAfter: (): Place => 'end' }
  const { from, skip } = place
  const first = await feed(from, size)
  const second = skip > 0 && first.next ? await feed(first.next, size) : null
  const items = [...first.items, ...(second?.items ?? [])]
  const last = second ? second.next : first.next
  const placeAfter = (shown: number): Place => {
    const taken = skip + shown
    if (taken >= items.length && last === null) return 'end'
    if (taken < first.items.length) return { from, skip: taken }
    return { from: first.next, skip: taken - first.items.length }
  }
  return { items: items.slice(skip), placeAfter }
}

const written = (place: Place) => (place === 'end' ? null : [place.from ?? '', place.skip])

function readPlaces(text: string | null, count: number): Place[] {
  const start = Array.from({ length: count }, (): Place => ({ from: null, skip: 0 }))
  if (text === null) return start
  try {
    const read: unknown = JSON.parse(text)
    if (!Array.isArray(read) || read.length !== count) return start
    return read.map((each): Place => {
      if (each === null) return 'end'
      const [from, skip]: unknown[] = Array.isArray(each) ? each : []
      const known =
        typeof from === 'string' && typeof skip === 'number' && Number.isInteger(skip) && skip >= 0 && skip < 1000
      return known ? { from: from || null, skip } : { from: null, skip: 0 }
    })
  } catch {
    return start
  }
}
