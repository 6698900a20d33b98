/** The part of verifying that is about the tree: grows it again from the leaves and compares every stored node. */
import { and, asc, between, eq } from 'drizzle-orm'
import { foldNodes, putLeaf, putNode } from '#domain/audit/merkle.ts'
import type { Log } from '../store.ts'
import { HASH, PAGE, type Pages } from './pages.ts'
import { Fault } from './verdict.ts'

/** The nodes of one level from number `from` on, `count` of them: computed, and not all compared yet. */
type Level = { from: number; count: number; hashes: Buffer }

export class TreeCheck {
  readonly #store: Log
  readonly #pages: Pages
  readonly #levels: Level[] = []
  /** The epoch's first place: its nodes begin at that place's number on each level. */
  readonly #start: number

  constructor(store: Log, pages: Pages, start: number) {
    this.#store = store
    this.#pages = pages
    this.#start = start
  }

  /** Adds an entry; true when a page of nodes is full and `flush` must be called. */
  add(entry: string): boolean {
    let below = this.#level(0)
    putLeaf(entry, below.hashes, below.count++ * HASH)
    let full = below.count === PAGE
    // Two nodes side by side make the one above them; a page begins at an even number, so both are in it.
    for (let height = 1; below.count % 2 === 0; height++) {
      const above = this.#level(height)
      putNode(below.hashes, (below.count - 2) * HASH, above.hashes, above.count++ * HASH)
      full ||= above.count === PAGE
      below = above
    }
    return full
  }

  #level(height: number): Level {
    return (this.#levels[height] ??= { from: this.#start / 2 ** height, count: 0, hashes: Buffer.alloc(PAGE * HASH) })
  }

  /** Compares with what is stored: the levels of which a page is full, or at the end whatever is left. @throws Fault */
  async flush(least = PAGE): Promise<void> {
    for (const [height, level] of this.#levels.entries()) {
      if (level.count >= least) await this.#compare(height, level)
      if (level.count < PAGE) continue
      level.from += PAGE
      level.count = 0
    }
  }

  async #compare(height: number, { from, count, hashes }: Level): Promise<void> {
    const computed = hashes.subarray(0, count * HASH)
    const stored = await this.#pages.nodes(height, from, from + count - 1)
    const same = stored.count === count && stored.longest === HASH && stored.hashes.equals(computed)
    if (!same || stored.numbers !== numbers(from, count)) throw await this.#fault(height, from, computed)
  }

  /** Which of these stored nodes is the wrong one. */
  async #fault(height: number, from: number, computed: Buffer): Promise<Fault> {
    const { auditNode: node } = this.#store.t
    const count = computed.length / HASH
    const stored = await this.#store.read
      .select({ idx: node.idx, hash: node.hash })
      .from(node)
      .where(and(eq(node.level, height), between(node.idx, from, from + count - 1)))
      .orderBy(asc(node.idx))
    for (let place = 0; place < count; place++) {
      const idx = from + place
      const found = stored[place]
      if (found?.idx === idx && computed.subarray(place * HASH, (place + 1) * HASH).equals(found.hash)) continue
      return Fault.tampered(idx * 2 ** height, `node ${idx} at level ${height} is not the hash of what is below it`)
    }
    return Fault.tampered(from * 2 ** height, `there are too many nodes at level ${height}`)
  }

  /** The root of the entries so far. */
  root(): Buffer {
    const edge = this.#levels.filter(({ count }) => count % 2 === 1)
    const last = ({ count, hashes }: Level) => hashes.subarray((count - 1) * HASH, count * HASH)
    return foldNodes(edge.toReversed().map(last))
  }
}

/** `count` numbers from `from` on, with commas, as a page has them. */
function numbers(from: number, count: number): string {
  let text = `${from}`
  for (let place = 1; place < count; place++) text += `,${from + place}`
  return text
}
