/** From an address, or from what was typed, to what the store is asked: people, days and lists filled in. */
import type { QueueFilter } from '#db/queue-filter.ts'
import { addDays, type Day, type Instant, startOfDay } from '#domain/day.ts'
import { type QuerySlip, parseQuery, type QueueQuery, type QueueTerm } from '#domain/queue-query.ts'
import type { QueueStatus } from '#domain/queue-key.ts'
import { queueViews, viewQuery } from '#domain/queue.ts'
import type { Need } from '#domain/subject-request.ts'
import { oneOf } from '../server/request-context.ts'
import { isKeptWord } from '../search-words.ts'

/** How long an answered request stays in "recently answered", in days. */
const recentDays = 14
/** "This week": the coming days. */
const weekDays = 7
/** Most words of a search that count. */
const mostWords = 6

export type Colleague = { id: string; name: string }
export type Asker = {
  staffId: string
  today: Day
  colleagues: readonly Colleague[]
  /** As the filter has them. */
  answeredSince: Instant
  weekEnds: Day
}

/** Who asks, and the days that every list of theirs is counted from. */
export const askerOf = ({
  zone,
  ...asker
}: Pick<Asker, 'staffId' | 'today' | 'colleagues'> & { zone: string }): Asker => ({
  ...asker,
  answeredSince: startOfDay(addDays(asker.today, -recentDays), zone),
  weekEnds: addDays(asker.today, weekDays),
})
export type Slip = QuerySlip | { why: 'noColleague'; at: number; typed: string; key: 'owner' }

/** What an address asks: a list by its name, or a line of search, with words that were typed before. */
export function readAddress(search: URLSearchParams): {
  query: QueueQuery
  slips: readonly QuerySlip[]
  typed: string | null
  words: readonly string[]
} {
  const view = oneOf(queueViews, search.get('lijst'))
  const typed = search.get('q')
  const { query, slips } = view && typed === null ? { query: viewQuery[view], slips: [] } : parseQuery(typed ?? '')
  const words = (search.get('woord') ?? '').split('.').filter(isKeptWord).slice(0, mostWords)
  return { query, slips, typed: slips.length > 0 ? typed : null, words }
}

/** What the store is asked; with it, what could not be filled in. */
export function filterOf(
  query: QueueQuery,
  words: readonly string[],
  asker: Asker,
): { filter: QueueFilter; slips: readonly Slip[] } {
  const { today, staffId, colleagues, answeredSince, weekEnds } = asker
  const slips: Slip[] = []
  const named = termOf(query, 'status')?.any ?? []
  const searching = words.length > 0 || query.references.length > 0
  const due = termOf(query, 'due')
  const owner = termOf(query, 'owner')?.who
  return { filter: { ...asked(), owners: owner === undefined ? null : owners(owner) }, slips }

  function asked(): Omit<QueueFilter, 'owners'> {
    return {
      among: named.includes('answered') ? 'answered' : named.length > 0 || !searching ? 'open' : 'all',
      today,
      answeredSince,
      rights: termOf(query, 'right')?.any ?? null,
      channels: termOf(query, 'channel')?.any ?? null,
      needs: needsOf(named),
      lastDay: query.terms.flatMap(term =>
        term.key === 'left' ? [{ than: term.than, day: addDays(today, term.days) }] : [],
      ),
      nominalUntil: due ? (due.by === 'week' ? weekEnds : today) : null,
      late: termOf(query, 'late')?.is ?? null,
      labels: query.terms.flatMap(term => (term.key === 'label' ? [term.label] : [])),
      references: query.references,
      words,
    }
  }

  function owners(who: 'me' | 'nobody' | { name: string }): readonly (string | null)[] {
    if (who === 'me') return [staffId]
    if (who === 'nobody') return [null]
    const found = colleagues.filter(each => begins(each.name, who.name)).map(each => each.id)
    if (found.length === 0) slips.push({ why: 'noColleague', at: 0, typed: who.name, key: 'owner' })
    return found
  }
}

const termOf = <K extends QueueTerm['key']>(query: QueueQuery, key: K) =>
  query.terms.find((term): term is Extract<QueueTerm, { key: K }> => term.key === key)

/** `open` is whatever it needs; `answered` needs nothing any more. */
function needsOf(statuses: readonly QueueStatus[]): readonly Need[] | null {
  if (statuses.length === 0 || statuses.includes('open') || statuses.includes('answered')) return null
  return statuses.flatMap((status): Need[] =>
    status === 'waiting' ? ['person', 'machine'] : status === 'open' || status === 'answered' ? [] : [status],
  )
}

/** Whether a name, or a word of it, begins like this. */
function begins(name: string, typed: string): boolean {
  const folded = name.normalize('NFKC').toLowerCase()
  return folded.startsWith(typed) || folded.split(/\s+/).some(word => word.startsWith(typed))
}
