/** What `inzage audit verify` can answer (security/rules.md §3.6). */
import type { Point } from '#domain/audit/epoch.ts'

/** `root` is base64; `checkpoints` is how many signed ones were checked, `known` how many of those from outside. */
type Whole = Point & { root: string; checkpoints: number; known: number }
/** An epoch that was closed: `signed` is the size of the last log signed in it, `lost` how many of its entries are gone. */
export type ClosedEpoch = Whole & { signed: number; lost: number }

/** `seq` is a place (`domain/audit/epoch.ts`); `size` is in the epoch that `why` names, or the only one. */
export type Verdict =
  | ({ result: 'OK'; closed: readonly ClosedEpoch[] } & Whole)
  | { result: 'TAMPERED'; seq: number; why: string }
  | { result: 'PAYLOAD_MISSING'; seq: number; why: string }
  | { result: 'FORK' | 'ROLLBACK' | 'SIGNATURE'; size: string; why: string }

/** For scripts. */
export const exitCodes: Readonly<Record<Verdict['result'], number>> = {
  OK: 0,
  TAMPERED: 10,
  PAYLOAD_MISSING: 11,
  FORK: 12,
  ROLLBACK: 13,
  SIGNATURE: 14,
}

/** Ends the walk at the first thing that is wrong. */
export class Fault extends Error {
  override name = 'Fault'
  constructor(readonly verdict: Exclude<Verdict, { result: 'OK' }>) {
    super(verdict.why)
  }
  static tampered(seq: number, why: string): Fault {
    return new Fault({ result: 'TAMPERED', seq, why })
  }
  static payloadMissing(seq: number): Fault {
    return new Fault({
      result: 'PAYLOAD_MISSING',
      seq,
      why: 'the payload is gone, and no later entry says that it was erased',
    })
  }
  static checkpoint(result: 'FORK' | 'ROLLBACK' | 'SIGNATURE', size: string, why: string): Fault {
    return new Fault({ result, size, why })
  }
}

/** A longer log than this one was signed before: an old copy was put back. */
export function rolledBack(signed: { epoch: number; size: number | string }, log: Point): Fault {
  const epoch = signed.epoch === log.epoch ? '' : ` in epoch ${signed.epoch}`
  const why = `the log has ${log.size} entries${inEpoch(log.epoch)}, and one of ${signed.size}${epoch} was signed before`
  return Fault.checkpoint('ROLLBACK', String(signed.size), why)
}

/** The first epoch is not named: most logs have no other. */
export const inEpoch = (epoch: number): string => (epoch === 1 ? '' : ` in epoch ${epoch}`)
