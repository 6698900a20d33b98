/**
 * Telling the sources what they may not use of somebody: at once, in the request that changed it, and by a timer when a source
 * was down or the program stopped in between (REST-02, OBJ-02).
 */
import { barsOf } from '#db/bars.ts'
import { dueObedience, noteObeyed, type Obedience, postponeObedience } from '#db/obedience.ts'
import { barredUses } from '#domain/bar.ts'
import { faultOf } from '../fault.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { tellOfRestrictions } from '../told/restriction.ts'

/** A wish that changes under our hands is carried out again; this often in one go, then by the timer. */
const mostRounds = 5

/** Ids of the sources that are told what they may not use. */
export const toldSources = ({ register }: Pick<Portal, 'register'>): readonly string[] =>
  register.sources.map(({ id }) => id)

/**
 * Carries out what is due for this person, after the change and outside its transaction. Never throws: what does not work
 * now is tried again by the timer. True when every source knows.
 */
export async function obeyNow(portal: Portal, subjectId: string): Promise<boolean> {
  try {
    return await obeyDue(portal, subjectId)
  } catch (error) {
    portal.log.error({ doing: 'obedience', ...faultOf(error) })
    return false
  }
}

/** Carries out what is due, of one person or of everybody. False when something is still to be done. */
export async function obeyDue(portal: Portal, subjectId?: string): Promise<boolean> {
  const { store } = portal
  let well = true
  for (let round = 0; round < mostRounds; round++) {
    const jobs = await dueObedience(store.read, store.t, portal.now(), subjectId)
    if (jobs.length === 0) return well
    for (const job of jobs) if (!(await obeyOne(portal, job))) well = false
  }
  return false
}

async function obeyOne(portal: Portal, job: Obedience): Promise<boolean> {
  const { store, register, sources } = portal
  try {
    const self = await selfOf(portal, job.subjectId)
    const now = portal.now()
    // Read after the person's own facts, as late as can be: what is newest is what the source gets.
    const bars = await barsOf(store.read, store.t, job.subjectId)
    const barred = self ? barredUses(register, job.source, { facts: self.facts, bars }, now) : []
    // Whom the sources no longer know, they use nothing of.
    if (self) await sources.get(job.source)?.obey(self, barred, now)
    // Who got data before must know too, and is told by the same job (19).
    if (self) await tellOfRestrictions(portal, job.subjectId, self)
    return await noteObeyed(store, portal.now(), job, barred)
  } catch (error) {
    const { code = 'failed' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
    portal.log.warn({ doing: 'obedience', source: job.source, ...faultOf(error) })
    await postponeObedience(store, portal.now(), job, code.slice(0, 40))
    return false
  }
}
