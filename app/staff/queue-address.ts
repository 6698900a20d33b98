/** The address of a list: everything a colleague needs to see the same. Also used in the browser's copy of a page. */
import type { QueueView } from '#domain/queue.ts'
import type { Right } from '#domain/right.ts'

/** A count beyond this is shown as "99+": nobody acts on the difference. */
export const countedTo = 99

export function addressOf(view: QueueView, right: Right | null, from: string | null = null): string {
  const search = new URLSearchParams()
  if (view !== 'open') search.set('lijst', view)
  if (right) search.set('soort', right)
  if (from) search.set('vanaf', from)
  return `/werkvoorraad${search.size > 0 ? `?${search}` : ''}`
}
