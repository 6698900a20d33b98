/** What a member can still change about their own request: stop it while it runs, or keep its copy longer once. */
import { cancelExport, exportsOf, isRunning, prolongExport } from '#db/export.ts'
import { copyIsHeld } from '#db/held-copy.ts'
import { dropObjections } from '#db/objection.ts'
import { type Ledger, record } from '#db/record.ts'
import { requestOf, type SubjectRequest, withdrawRequest } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import { readReference } from '#domain/reference.ts'
import { obeyNow, toldSources } from '../bar/obey.ts'
import type { Portal } from '../portal.ts'
import { copyOf } from './request-view.ts'

export type Changed = { reference: string; result: 'stopped' | 'prolonged' | 'late' }

/** `late`: the wish came too late, nothing changed. Null when there is no such request of theirs, or no such wish. */
export async function changeRequest(
  portal: Portal,
  subjectId: string,
  typed: string,
  wanted: string | null,
  now: Instant,
): Promise<Changed | null> {
  const reference = readReference(typed)
  const request = reference === null ? null : await requestOf(portal.store.read, portal.store.t, reference, subjectId)
  if (!request) return null
  const change = wanted === 'stop' ? stop(portal, request) : wanted === 'prolong' ? prolong(portal, request) : null
  if (!change) return null
  const done = await record(portal.store, now, { kind: 'member', ref: subjectId }, async ledger =>
    (await change(ledger)) ? true : ledger.decline(false),
  )
  if (done) await obeyNow(portal, subjectId)
  return { reference: request.reference, result: !done ? 'late' : wanted === 'stop' ? 'stopped' : 'prolonged' }
}

type Change = (ledger: Ledger) => Promise<boolean>

/** The request closes and what works on it stops (art. 12: asking is free, and so is no longer asking). */
const stop =
  (portal: Portal, { id, subjectId }: SubjectRequest): Change =>
  async ledger => {
    const running = (await exportsOf(ledger.db, ledger.t, id)).filter(isRunning)
    if (!(await withdrawRequest(ledger, portal.register.controller, id))) return false
    for (const job of running) await cancelExport(ledger, job.id, subjectId)
    await dropObjections(ledger, toldSources(portal), id)
    return true
  }

const prolong =
  (portal: Portal, { id, subjectId }: SubjectRequest): Change =>
  async ledger => {
    const { job } = await copyOf(portal, id, ledger.at)
    if (!job || (await copyIsHeld(ledger.db, ledger.t, id))) return false
    return prolongExport(ledger, job.id, subjectId, portal.register.controller.timeZone)
  }
