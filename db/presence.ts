/** Who looks at a request now. Housekeeping, not change: it says nothing about the person and is of no use after a minute. */
import { and, asc, eq, gt, lte } from 'drizzle-orm'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Store } from './store.ts'

/** Seconds after which somebody who asked for nothing is taken to have left, and between two notes of one visit. */
const presentFor = 60
const noteEvery = 20
/** Names that a page shows at most. */
const mostShown = 5

/** Notes that this colleague has the request open, and gives the names of the others who do. */
export async function presentBeside(
  store: Store,
  requestId: string,
  staffId: string,
  at: Instant,
): Promise<readonly string[]> {
  const { read, t } = store
  const p = t.presence
  const here = await read
    .select({ staffId: p.staffId, seenAt: p.seenAt, name: t.staff.name })
    .from(p)
    .innerJoin(t.staff, eq(t.staff.id, p.staffId))
    .where(and(eq(p.requestId, requestId), gt(p.seenAt, later(at, -presentFor))))
    .orderBy(asc(t.staff.name))
    .limit(100)
  const mine = here.find(each => each.staffId === staffId)
  if (!mine || mine.seenAt <= later(at, -noteEvery)) {
    await store.tx(async db => {
      await db
        .insert(p)
        .values({ requestId, staffId, seenAt: at })
        .onConflictDoUpdate({ target: [p.requestId, p.staffId], set: { seenAt: at } })
    })
  }
  return here
    .filter(each => each.staffId !== staffId)
    .slice(0, mostShown)
    .map(each => each.name)
}

/** Forgets visits that are over. */
export function sweepPresence(store: Store, at: Instant): Promise<void> {
  const p = store.t.presence
  return store.tx(async db => {
    await db.delete(p).where(lte(p.seenAt, later(at, -presentFor)))
  })
}
