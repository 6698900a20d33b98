/** What the person is told of a request now. Mail asks it inside the change that it tells of, pages when they are shown. */
import { eq } from 'drizzle-orm'
import { type Day, dayOf } from '#domain/day.ts'
import type { ExtensionReason } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'
import type { Right } from '#domain/right.ts'
import { told, type Told } from '#domain/told.ts'
import { factsOf, lookAgainBy } from './request-facts.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'
import { clockOf, type Counting, requestById } from './subject-request.ts'

/** Everything that a letter about a request may say of it: nothing in it is anybody's data but its own reference. */
export type RequestNews = Told & {
  reference: string
  right: Right
  received: Day
  /** Why the term was extended (12(3)); null when it was not. */
  extended: ExtensionReason | null
}

/** @throws when there is no such request */
export async function newsOf(reader: Reader, t: Tables, counting: Counting, requestId: string): Promise<RequestNews> {
  const request = await requestById(reader, t, requestId)
  if (!request) throw new Error('there is no such request')
  const [clock, facts, look, [extension]] = await Promise.all([
    clockOf(reader, t, counting, request),
    factsOf(reader, t, request),
    lookAgainBy(reader, t, requestId),
    reader
      .select({ ground: t.requestExtension.ground })
      .from(t.requestExtension)
      .where(eq(t.requestExtension.requestId, requestId))
      .limit(1),
  ])
  return {
    ...told(facts, clock, holidays(counting.holidays), look),
    reference: request.reference,
    right: request.right,
    received: dayOf(request.receivedAt, counting.timeZone),
    extended: extension?.ground ?? null,
  }
}
