/** The nodes of the tree as they are stored: with the entry that they end with, one after the other, from its leaf up. */

/** Bytes of a node's hash, and of a salt. */
export const HASH = 32

/** The node of this level among those of its last entry; null when it is not there. */
export function hashOf(nodes: unknown, level: number): Buffer | null {
  if (!Buffer.isBuffer(nodes) || nodes.length < (level + 1) * HASH) return null
  return nodes.subarray(level * HASH, (level + 1) * HASH)
}
