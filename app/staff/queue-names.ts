/** Names of the people behind some requests, in as few questions as there can be: only for data that this session opened. */
import { type QueueRow, writtenNames } from '#db/queue.ts'
import { isStranger, subjectsByIds } from '#db/subject.ts'
import type { Context } from '../context.ts'
import { nameOf } from '../sign-in/visitor.ts'

/** By the request's handle; one whom nobody knows (any more) is not in it. */
export async function namesOf(
  { portal, now }: Context,
  rows: readonly Pick<QueueRow, 'id' | 'subjectId' | 'letterId'>[],
): Promise<ReadonlyMap<string, string>> {
  const { read, t } = portal.store
  if (rows.length === 0) return new Map()
  const [subjects, written] = await Promise.all([
    subjectsByIds(read, t, [...new Set(rows.map(row => row.subjectId))]),
    writtenNames(
      read,
      t,
      rows.flatMap(row => row.letterId ?? []),
    ),
  ])
  const known = await Promise.all(
    subjects.map(
      async subject => [subject.id, isStranger(subject) ? null : await nameOf(portal, subject, now)] as const,
    ),
  )
  const names = new Map(known)
  return new Map(
    rows.flatMap(row => {
      const name = names.get(row.subjectId) ?? (row.letterId ? written.get(row.letterId) : undefined)
      return name ? [[row.id, name] as const] : []
    }),
  )
}
