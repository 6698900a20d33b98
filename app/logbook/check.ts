/**
 * Checking the whole log from the page: it runs in the server, page by page between other work, writes down how far it is
 * and ends with what it found, so that whoever started it may close the tab.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { beatCheck, beginCheck, type CheckEnd, endCheck } from '#db/audit/check.ts'
import { verifierKey } from '#db/audit/checkpoint.ts'
import { ForeignSignature, readKnownFile } from '#db/audit/known.ts'
import { verifyLog } from '#db/audit/verify.ts'
import { record } from '#db/record.ts'
import { faultOf } from '../fault.ts'
import type { Portal } from '../portal.ts'

/** How often progress is written down, in milliseconds. */
const beatEvery = 500

/** The check was taken over, or the program stops. */
class Ended extends Error {
  override name = 'Ended'
}

/** Begins a check in the background; false when one is running already. */
export async function startCheck(portal: Portal, staffId: string): Promise<boolean> {
  const run = await beginCheck(portal.store, staffId, portal.now())
  if (run === null) return false
  portal.check.ended = check(portal, run, staffId)
  return true
}

async function check(portal: Portal, run: string, staffId: string): Promise<void> {
  const { store, log } = portal
  try {
    const verdict = await verdictOf(portal, run)
    if (verdict.result !== 'OK') log.error({ ...verdict }, 'the audit log was checked and is not as it should be')
    const actor = { kind: 'staff', ref: staffId } as const
    await record(store, portal.now(), actor, ledger => endCheck(ledger, run, verdict))
  } catch (error) {
    if (!(error instanceof Ended)) log.error({ check: 'audit log', ...faultOf(error) })
  }
}

async function verdictOf(portal: Portal, run: string): Promise<CheckEnd> {
  const { store, keys, config, log } = portal
  const key = verifierKey(keys.log.origin, keys.log.privateKey)
  let beaten = -Infinity
  const progress = async (done: number, total: number) => {
    // The database may answer without ever waiting: others must get their turn.
    await breathe()
    if (portal.check.stop) throw new Ended()
    if (performance.now() - beaten < beatEvery) return
    beaten = performance.now()
    if (!(await beatCheck(store, run, portal.now(), { done, total }))) throw new Ended()
  }
  try {
    return await verifyLog(store, { key, known: readKnownFile(config.checkpointFile, key), progress })
  } catch (error) {
    if (error instanceof ForeignSignature) return { result: 'SIGNATURE', size: '', why: error.message }
    if (error instanceof Ended && !portal.check.stop) throw error
    if (!(error instanceof Ended)) log.error({ check: 'audit log', ...faultOf(error) })
    return { result: 'BROKEN_OFF' }
  }
}
