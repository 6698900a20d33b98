/** The part of verifying that is about the tree: grows it again from the leaves and compares every stored node. */
import { foldNodes, nodeHex } from '#domain/audit/merkle.ts'
import type { Log } from '../store.ts'
import { nodePage, PAGE } from './pages.ts'
import { Fault } from './verdict.ts'

/** Nodes of one level that were computed and not compared yet. */
type Level = { from: number; lines: string[] }

export class TreeCheck {
  readonly #store: Log
  readonly #levels: Level[] = []
  readonly #edge: string[] = []
  #size = 0

  constructor(store: Log) {
    this.#store = store
  }

  /** Adds a leaf; true when a page of nodes is full and `flush` must be called. */
  add(leaf: string): boolean {
    let hash = leaf
    let full = this.#computed(0, this.#size, hash)
    for (let level = 1, idx = this.#size; idx % 2 === 1; level++) {
      idx = (idx - 1) / 2
      hash = nodeHex(this.#edge.pop()!, hash)
      full = this.#computed(level, idx, hash) || full
    }
    this.#edge.push(hash)
    this.#size++
    return full
  }

  #computed(level: number, idx: number, hash: string): boolean {
    const waiting = (this.#levels[level] ??= { from: 0, lines: [] })
    return waiting.lines.push(`${idx} ${hash}`) >= PAGE
  }

  /** Compares with what is stored: the levels of which a page is full, or at the end whatever is left. @throws Fault */
  async flush(least = PAGE): Promise<void> {
    for (const [level, waiting] of this.#levels.entries()) {
      if (waiting.lines.length >= least) await this.#compare(level, waiting)
    }
  }

  async #compare(level: number, waiting: Level): Promise<void> {
    const to = waiting.from + waiting.lines.length - 1
    const stored = await nodePage(this.#store, level, waiting.from, to)
    if (stored.text !== waiting.lines.join('\n')) {
      const lines = stored.text.split('\n')
      const idx = waiting.from + waiting.lines.findIndex((line, place) => line !== lines[place])
      throw Fault.tampered(idx * 2 ** level, `node ${idx} at level ${level} is not the hash of what is below it`)
    }
    if (stored.count !== waiting.lines.length) {
      throw Fault.tampered(waiting.from * 2 ** level, `there are too many nodes at level ${level}`)
    }
    waiting.from = to + 1
    waiting.lines = []
  }

  /** The root of the leaves so far. */
  root(): Buffer {
    return foldNodes(this.#edge.map(hash => Buffer.from(hash, 'hex')))
  }
}
