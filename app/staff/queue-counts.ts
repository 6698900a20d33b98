/** How many stand in each list, for one colleague: counted again only when something changed. */
import { auditHead } from '#db/audit/head.ts'
import { queueCounts } from '#db/queue.ts'
import type { QueueFilter } from '#db/queue-filter.ts'
import type { Portal } from '../portal.ts'

/** Beyond this a count is of no use where counting would go through all that is open: nobody acts on the difference. */
const countedTo = 99
/** Colleagues whose counts are remembered. */
const mostKept = 1000

export type Counted = { count: number; more: boolean }
export type CountedList = { filter: QueueFilter; exact: boolean }

type Kept = { size: number; counts: Map<string, readonly Counted[]> }
const kept = new WeakMap<Portal, Kept>()

/**
 * Every change of a request has an entry in the log, so counts hold for as long as the log does not grow. The log is looked at
 * first: what is counted is then never older than it says.
 * @param asker whose lists these are, on which day, and what each asks
 * @param lists only asked for when they must be counted
 */
export async function countsOf(
  portal: Portal,
  asker: string,
  lists: () => readonly CountedList[],
): Promise<readonly Counted[]> {
  const { read, t } = portal.store
  const { size } = await auditHead(read, t)
  let known = kept.get(portal)
  if (known?.size !== size || known.counts.size >= mostKept) kept.set(portal, (known = { size, counts: new Map() }))
  const found = known.counts.get(asker)
  if (found) return found
  const wanted = lists()
  const asked = wanted.map(({ filter, exact }) => (exact ? { filter } : { filter, most: countedTo + 1 }))
  const counts = (await queueCounts(read, t, asked)).map((count, index) =>
    !wanted[index]?.exact && count > countedTo ? { count: countedTo, more: true } : { count, more: false },
  )
  known.counts.set(asker, counts)
  return counts
}
