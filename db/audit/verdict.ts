/** What `inzage audit verify` can answer (security/rules.md §3.6). */

export type Verdict =
  | { result: 'OK'; size: number; root: string; checkpoints: number; known: number }
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
export function rolledBack(size: string, entries: number): Fault {
  return Fault.checkpoint('ROLLBACK', size, `the log has ${entries} entries, and one of ${size} was signed before`)
}
