/** The part of verifying that is about erased payloads: gone if and only if a later entry says so (rules.md §3.2). */
import { between } from 'drizzle-orm'
import type { Erased } from '#domain/audit/entry.ts'
import type { Log } from '../store.ts'
import { Fault } from './verdict.ts'

type Range = [from: number, to: number]

export class Erasures {
  readonly #store: Log
  /** Runs of entries that speak of a payload that is not there. */
  readonly #gone: Range[] = []
  #said: Range[] = []

  constructor(store: Log) {
    this.#store = store
  }

  /** The payload of this entry is not there; called in order. */
  gone(seq: number): void {
    const last = this.#gone.at(-1)
    if (last && last[1] === seq - 1) last[1] = seq
    else this.#gone.push([seq, seq])
  }

  /** An entry says that these were erased. */
  add(ranges: Erased): void {
    for (const [from, to] of ranges) this.#said.push([from, to])
  }

  /** @throws Fault */
  async finish(): Promise<void> {
    this.#said = merged(this.#said)
    let place = 0
    for (const [from, to] of this.#gone) {
      for (let seq = from; seq <= to; seq++) {
        while (this.#said[place] && this.#said[place]![1] < seq) place++
        const covering = this.#said[place]
        if (!covering || covering[0] > seq) throw Fault.payloadMissing(seq)
        seq = covering[1]
      }
    }
    const { auditPayload } = this.#store.t
    for (const [from, to] of this.#said) {
      const [left] = await this.#store.read
        .select({ seq: auditPayload.seq })
        .from(auditPayload)
        .where(between(auditPayload.seq, from, to))
        .limit(1)
      if (left) throw Fault.tampered(left.seq, 'the log says that this payload was erased, and it is there')
    }
  }
}

/** In order, without overlap. */
function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else found.push([from, to])
  }
  return found
}
