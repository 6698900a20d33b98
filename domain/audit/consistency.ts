/**
 * A consistency proof as text, in the form that witnesses read (C2SP tlog-witness): `old` and the shorter log's size, one
 * hash per line, a blank line, and the longer log's checkpoint. And what can be said of two logs with it.
 */
import { type Checkpoint, readSignedCheckpoint } from './checkpoint.ts'
import { epochIn } from './epoch.ts'
import { readBase64 } from './note.ts'
import { readDecimal, verifyConsistency } from './proof.ts'

/** `from` as decimal text; `checkpoint` is the signed note, verbatim. */
export type ConsistencyProof = { from: string; proof: readonly Buffer[]; checkpoint: string }

/** The longest proof there can be, and a note of the largest size. */
const MOST = 2_000_000

export function writeConsistency({ from, proof, checkpoint }: ConsistencyProof): string {
  return `old ${from}\n${proof.map(hash => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`
}

/** Null when the form is wrong in any way. Nothing is proven yet. */
export function readConsistency(text: string): ConsistencyProof | null {
  const middle = text.indexOf('\n\n')
  if (middle < 0 || text.length > MOST) return null
  const [head, ...path] = text.slice(0, middle).split('\n')
  const from = /^old (\d+)$/.exec(head ?? '')?.[1]
  const proof = path.map(readBase64)
  if (from === undefined || readDecimal(from) === null) return null
  if (!proof.every(hash => hash !== null && hash.length === 32)) return null
  const checkpoint = text.slice(middle + 2)
  if (!readSignedCheckpoint(checkpoint)) return null
  return { from, proof: proof.filter(hash => hash !== null), checkpoint }
}

/**
 * How a log seen now relates to one seen before. `fork`: they are two histories, or the proof does not join them;
 * `rollback`: it is shorter than before; `unproven`: a proof is needed and there is none.
 */
export type Relation = 'same' | 'grown' | 'fork' | 'rollback' | 'unproven'

/** Both checkpoints' signatures must have been checked before. A log of a later epoch cannot be joined to an earlier one. */
export function relate(before: Checkpoint, now: Checkpoint, proof: readonly Uint8Array[] | null): Relation {
  const [older, newer] = [BigInt(before.size), BigInt(now.size)]
  const epochs = epochIn(now.origin) - epochIn(before.origin)
  if (epochs !== 0) return epochs < 0 ? 'rollback' : 'unproven'
  if (before.origin !== now.origin) return 'fork'
  if (newer < older) return 'rollback'
  if (newer === older) return before.root.equals(now.root) ? 'same' : 'fork'
  // Every log begins with the empty one.
  if (older === 0n) return 'grown'
  if (proof === null) return 'unproven'
  const joined = verifyConsistency({
    from: before.size,
    to: now.size,
    fromRoot: before.root,
    toRoot: now.root,
    proof,
  })
  return joined ? 'grown' : 'fork'
}
