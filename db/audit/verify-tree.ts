/** The part of verifying that is about the tree: grows it again from the leaves and compares every stored node. */
import { asc, between } from 'drizzle-orm'
import { foldNodes, putLeaf, putNode } from '#domain/audit/merkle.ts'
import type { Log } from '../store.ts'
import { HASH } from './nodes.ts'
import { type EntryPage, PAGE } from './pages.ts'
import { Fault } from './verdict.ts'

/** Levels of the largest tree, that of a whole epoch. */
const LEVELS = 41

export class TreeCheck {
  readonly #store: Log
  /** Where the page begins whose nodes were computed and not compared yet. */
  #from: number
  /** The page's nodes as they must be stored, and how many bytes of them each of its entries has. */
  readonly #nodes = Buffer.alloc((2 * PAGE + LEVELS) * HASH)
  #end = 0
  #lengths: number[] = []
  /** How many entries there were in all; for each 1 in that number, the node of that level on the tree's right edge. */
  #size = 0
  readonly #edge = Buffer.alloc(LEVELS * HASH)

  constructor(store: Log, start: number) {
    this.#store = store
    this.#from = start
  }

  /** Adds the next entry; `compare` after every page. */
  add(entry: string): void {
    const begin = this.#end
    putLeaf(entry, this.#nodes, begin)
    let level = 0
    let end = begin + HASH
    for (let left = this.#size; left % 2 === 1; left = (left - 1) / 2) {
      putNode(this.#edge, level++ * HASH, this.#nodes, end)
      end += HASH
    }
    this.#nodes.copy(this.#edge, level * HASH, end - HASH, end)
    this.#lengths.push(end - begin)
    this.#end = end
    this.#size++
  }

  /** Compares what was computed since the last page with what is stored. @throws Fault */
  async compare(page: Pick<EntryPage, 'nodes' | 'lengths'>): Promise<void> {
    const same = page.nodes.equals(this.#nodes.subarray(0, this.#end)) && page.lengths === this.#lengths.join(',')
    if (!same) {
      await this.blame()
      throw Fault.tampered(this.#from, 'the nodes of these entries are not those of the tree')
    }
    this.#from += this.#lengths.length
    this.#lengths = []
    this.#end = 0
  }

  /** Says which of the entries since the last page has a wrong node, when one of them has. @throws Fault */
  async blame(): Promise<void> {
    const { seq, nodes } = this.#store.t.auditEntry
    const stored = await this.#store.read
      .select({ seq, nodes })
      .from(this.#store.t.auditEntry)
      .where(between(seq, this.#from, this.#from + this.#lengths.length - 1))
      .orderBy(asc(seq))
    let begin = 0
    for (const [index, length] of this.#lengths.entries()) {
      const place = this.#from + index
      const found = stored[index]
      const right = this.#nodes.subarray(begin, (begin += length))
      if (found?.seq === place && right.equals(found.nodes)) continue
      throw Fault.tampered(place, 'a node of the tree that ends with it is not the hash of what is below')
    }
  }

  /** The root of the entries so far. */
  root(): Buffer {
    const hashes: Buffer[] = []
    for (let level = 0, rest = this.#size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) hashes.push(this.#edge.subarray(level * HASH, (level + 1) * HASH))
    }
    return foldNodes(hashes.toReversed())
  }
}
