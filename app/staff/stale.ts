/**
 * Two people at once (S2): every form of a request says up to which entry of the log its page was made. When something
 * happened since, nothing is saved; the page says what changed and keeps what was typed.
 */
import type { Ledger } from '#db/record.ts'
import { changesSince } from '#db/request-facts.ts'
import type { Tables } from '#db/schema/tables.ts'
import { staffNames } from '#db/staff.ts'
import type { Reader } from '#db/store.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Context } from '../context.ts'

/** One thing that happened meanwhile. `by`: the colleague's name; null for the person, or the machine. */
export type Change = { type: string; ts: string; kind: Actor['kind']; by: string | null }

/** The number that the form's hidden field holds; a form without it is as old as can be. */
export const seenIn = (form: FormData): number => readSeen(form.get('seen'))

/** The number of an entry as it was typed; anything else is before all. */
export const readSeen = (typed: unknown): number =>
  typeof typed === 'string' && /^(?:-1|\d{1,15})$/.test(typed) ? Number(typed) : -1

/** What happened to this request since the page of this form was made, oldest first; null when nothing did. */
export function staleness(
  { portal: { store } }: Context,
  row: Pick<SubjectRequest, 'id'>,
  form: FormData,
): Promise<readonly Change[] | null> {
  return meanwhile(store.read, store.t, row.id, seenIn(form))
}

/**
 * The same inside a change, where nobody can come in between: when something happened since, nothing is changed and
 * `record` resolves to `{ stale }`.
 */
export async function declineStale(ledger: Ledger, requestId: string, seen: number): Promise<void> {
  const stale = await meanwhile(ledger.db, ledger.t, requestId, seen)
  if (stale) ledger.decline({ stale })
}

/** What happened since entry `seen`, oldest first; null when nothing did. */
export async function meanwhile(
  reader: Reader,
  t: Tables,
  requestId: string,
  seen: number,
): Promise<readonly Change[] | null> {
  const changes = await changesSince(reader, t, requestId, seen)
  if (changes.length === 0) return null
  const names = await staffNames(
    reader,
    t,
    changes.flatMap(({ actor }) => (actor.kind === 'staff' ? [actor.ref] : [])),
  )
  return changes.map(({ type, ts, actor }) => ({ type, ts, kind: actor.kind, by: names.get(actor.ref) ?? null }))
}
