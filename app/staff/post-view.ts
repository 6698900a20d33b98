/** What the page Post shows: one list of the outbox, with how many there are of each kind. Its address says all of it. */
import { canBeResent, type OutboxList, outboxCounts, outboxLists, outboxPage } from '#db/outbox.ts'
import { type MailKind, mailKinds } from '#db/schema/post.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Context } from '../context.ts'

/** Letters on one page. */
const pageSize = 50
/** A letter that is due longer than this, in seconds, says that the mail server takes nothing. */
const patience = 900

/** Why a letter is not delivered, in a few sorts; the code stands beside it. */
export type TroubleSort = 'expired' | 'refused' | 'later' | 'away' | 'login' | 'other'

export type PostLine = {
  id: string
  kind: MailKind
  reference: string | null
  createdAt: Instant
  at: Instant
  attempts: number
  trouble: { sort: TroubleSort; code: string } | null
  resendable: boolean
}

/** `/post`, with what is not as usual. */
export function postAddress(list: OutboxList, kind: MailKind | null = null, from: string | null = null): string {
  const search = new URLSearchParams()
  if (list !== 'failed') search.set('lijst', 'wacht')
  if (kind) search.set('soort', kind)
  if (from) search.set('vanaf', from)
  return search.size > 0 ? `/post?${search}` : '/post'
}

export async function postView({ portal, now }: Context, search: URLSearchParams) {
  const { store } = portal
  const list: OutboxList = search.get('lijst') === 'wacht' ? 'waiting' : 'failed'
  const kind = mailKinds.find(each => each === search.get('soort')) ?? null
  const from = search.get('vanaf')
  const [page, counts] = await Promise.all([
    outboxPage(store.read, store.t, now, { list, kind, from, size: pageSize }),
    outboxCounts(store.read, store.t, now),
  ])
  const lines: PostLine[] = page.rows.map(({ requestId, trouble, ...row }) => ({
    ...row,
    // The one that ended it was a try too, unless the letter was of no use any more before it could go.
    attempts: row.attempts + (list === 'failed' && trouble !== 'expired' ? 1 : 0),
    trouble: trouble === null ? null : { sort: sortOf(trouble), code: trouble },
    resendable: canBeResent({ kind: row.kind, requestId }),
  }))
  return {
    list,
    kind,
    lines,
    now,
    lists: outboxLists.map(each => ({ list: each, count: sum(counts[each]), href: postAddress(each) })),
    kinds: mailKinds.flatMap(each => {
      const count = counts[list][each] ?? 0
      return count > 0 || each === kind ? [{ kind: each, count, href: postAddress(list, each) }] : []
    }),
    behind: counts.oldestDue !== null && counts.oldestDue < later(now, -patience) ? counts.oldestDue : null,
    here: postAddress(list, kind, from),
    whole: postAddress(list),
    first: from ? postAddress(list, kind) : null,
    next: page.next && postAddress(list, kind, page.next),
  }
}

const sum = (counts: Readonly<Partial<Record<MailKind, number>>>): number =>
  Object.values(counts).reduce((total, each) => total + each, 0)

/** SMTP's own numbers say whose fault it is; the rest are short words of the transport. */
function sortOf(code: string): TroubleSort {
  if (code === 'expired') return 'expired'
  if (code === 'EAUTH' || code === '535') return 'login'
  if (/^5\d\d$/.test(code)) return 'refused'
  if (/^4\d\d$/.test(code)) return 'later'
  return /^E[A-Z]+$/.test(code) ? 'away' : 'other'
}
