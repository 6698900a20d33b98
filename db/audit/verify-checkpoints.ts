/** The part of verifying that is about checkpoints: those in the database and those known outside it. */
import { and, asc, gt, lte } from 'drizzle-orm'
import { readSignedCheckpoint } from '#domain/audit/checkpoint.ts'
import { keyOfEpoch, placeOf, type Point } from '#domain/audit/epoch.ts'
import { signers } from '#domain/audit/note.ts'
import type { Log } from '../store.ts'
import type { Known } from './known.ts'
import type { Before } from './open-epoch.ts'
import { PAGE } from './pages.ts'
import { Fault, inEpoch, rolledBack } from './verdict.ts'
import type { Against } from './verify.ts'
import { isLost } from './verify-epochs.ts'
import type { TreeCheck } from './verify-tree.ts'

type Due = { size: number; root: Buffer }

/** Holds the checkpoints that the walk has yet to come by, in order of size. */
export class CheckpointCheck {
  readonly #store: Log
  readonly #against: Against
  readonly #log: Point
  readonly #known: readonly Known[]
  /** Known ones of which the next epoch says that the log they are of was lost. */
  readonly #lost: readonly Known[]
  #knownAt = 0
  #stored: Due[] = []
  /** The largest size fetched so far; the size of the log when there are no more. */
  #after: number
  /** No checkpoint was signed over fewer entries than this that the walk has not come by. */
  #due = 0
  #checked = 0
  #missing: Known[] = []

  /** @param end what the next epoch says of this one, when it is closed */
  constructor(store: Log, against: Against, log: Point, end: Before | null) {
    this.#store = store
    this.#against = against
    this.#log = log
    this.#after = log.epoch === 1 ? Number.MIN_SAFE_INTEGER : 0
    const known = against.known
      .filter(each => each.epoch === log.epoch)
      .toSorted((a, b) => (BigInt(a.size) < BigInt(b.size) ? -1 : 1))
    const explained = (each: Known) => end !== null && isLost(each, end)
    this.#known = known.filter(each => !explained(each))
    this.#lost = known.filter(explained)
  }

  /** True when a checkpoint may have been signed at this size. */
  isDue(size: number): boolean {
    return size >= this.#due
  }

  /** The walk has come to `size` entries, which make this tree. */
  async at(size: number, tree: TreeCheck): Promise<void> {
    if (this.#stored.length === 0) await this.#fill()
    const root = tree.root()
    const stored = this.#stored[0]?.size === size ? this.#stored.shift() : undefined
    if (stored) {
      this.#checked++
      if (!stored.root.equals(root))
        await differs(tree, String(size), `of the stored checkpoint${inEpoch(this.#log.epoch)}`)
    }
    while (this.#nextKnown() === String(size)) {
      const known = this.#known[this.#knownAt++]!
      if (!known.root.equals(root))
        await differs(tree, known.size, `of the checkpoint known outside the database${inEpoch(this.#log.epoch)}`)
      if (!stored) this.#missing.push(known)
    }
    this.#due = Math.min(this.#stored[0]?.size ?? this.#after + 1, Number(this.#nextKnown() ?? Infinity))
  }

  /** After the last entry: what is left was signed over a longer log. */
  finish(): { checkpoints: number; known: number } {
    const longer = this.#nextKnown()
    if (longer !== null) throw rolledBack({ epoch: this.#log.epoch, size: longer }, this.#log)
    // The newest one can be in the file only, after a crash between file and database; an older one cannot.
    const newest = this.#known.at(-1)?.size
    const lost = this.#missing.find(known => known.size !== newest)
    if (lost)
      throw Fault.tampered(Number(lost.size), 'a checkpoint that is known outside the database is no longer in it')
    return { checkpoints: this.#checked, known: this.#known.length + this.#lost.length }
  }

  #nextKnown(): string | null {
    return this.#known[this.#knownAt]?.size ?? null
  }

  async #fill(): Promise<void> {
    const { auditCheckpoint } = this.#store.t
    const start = placeOf(this.#log.epoch, 0)
    const end = start + this.#log.size
    const rows = await this.#store.read
      .select()
      .from(auditCheckpoint)
      .where(and(gt(auditCheckpoint.size, start + this.#after), lte(auditCheckpoint.size, end)))
      .orderBy(asc(auditCheckpoint.size))
      .limit(PAGE)
    for (const { size, note } of rows) this.#stored.push(this.#read({ size: size - start, note }))
    this.#after = rows.length < PAGE ? this.#log.size : rows.at(-1)!.size - start
  }

  #read(row: { size: number; note: string }): Due {
    const bad = (why: string) => Fault.checkpoint('SIGNATURE', String(row.size), why)
    const checkpoint = readSignedCheckpoint(row.note)
    if (checkpoint?.size !== String(row.size)) throw bad('the stored checkpoint is not a checkpoint of this size')
    if (this.#against.key) {
      const key = keyOfEpoch(this.#against.key, this.#log.epoch)
      if (checkpoint.origin !== key.name) throw bad(`the checkpoint is of ${checkpoint.origin}, not of ${key.name}`)
      if (!signers(checkpoint.note, [key])?.includes(key)) throw bad('the signature is not that of the key')
    }
    return { size: row.size, root: checkpoint.root }
  }
}

/** Where the stored nodes still tell which entry was changed, that is the answer; else it is a log of its own. */
async function differs(tree: TreeCheck, size: string, whose: string): Promise<never> {
  await tree.blame()
  throw Fault.checkpoint('FORK', size, `the entries are not those ${whose}`)
}
