import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  completedBy,
  consistencyRanges,
  emptyRoot,
  foldNodes,
  inclusionRanges,
  leafHash,
  nodeCount,
  nodesOf,
  type Range,
} from '#domain/audit/merkle.ts'
import { readDecimal, verifyConsistency, verifyInclusion } from '#domain/audit/proof.ts'
import { publishedVectors } from '#test/vectors.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
/** RFC 6962's reference leaves, and the roots of the first 0 to 8 of them. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  hex,
)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition of RFC 6962 §2.1, written out: slow, and by another road than the program takes. */
function slowRoot(entries: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (entries.length === 0) return hash()
  if (entries.length === 1) return hash(Buffer.from([0]), entries[0]!)
  let k = 1
  while (k * 2 < entries.length) k *= 2
  return hash(Buffer.from([1]), slowRoot(entries.slice(0, k)), slowRoot(entries.slice(k)))
}

const entriesOf = (count: number) => Array.from({ length: count }, (_, i) => `entry ${i} \u00e9`)

describe('the tree of RFC 6962', () => {
  test('the reference roots of 0 to 8 leaves', () => {
    roots.forEach((root, size) => {
      expect(slowRoot(leaves.slice(0, size)).toString('hex')).toBe(root)
      const hashes = nodesOf({ from: 0, to: size }).map(({ level, idx }) =>
        slowRoot(leaves.slice(idx * 2 ** level, (idx + 1) * 2 ** level)),
      )
      expect(foldNodes(hashes).toString('hex')).toBe(root)
    })
    expect(emptyRoot.toString('hex')).toBe(roots[0])
    expect(leafHash('L123456').toString('hex')).toBe('395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56')
  })

  test('every proof between any two sizes up to 40 is accepted, and none with one bit changed', () => {
    const entries = entriesOf(40)
    const bytes = entries.map(entry => Buffer.from(entry))
    const rootOf = (size: number) => slowRoot(bytes.slice(0, size))
    const hashes = (ranges: readonly Range[]) => ranges.map(({ from, to }) => slowRoot(bytes.slice(from, to)))
    for (let size = 1; size <= entries.length; size++) {
      const root = rootOf(size)
      for (let index = 0; index < size; index++) {
        const claim = {
          index: `${index}`,
          size: `${size}`,
          leaf: leafHash(entries[index]!),
          root,
          proof: hashes(inclusionRanges(index, size)),
        }
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, proof: claim.proof.map(flip) })).toBe(claim.proof.length === 0)
        expect(verifyInclusion({ ...claim, index: `${(index + 1) % size}` })).toBe(size === 1)
      }
      for (let from = 1; from <= size; from++) {
        const claim = {
          from: `${from}`,
          to: `${size}`,
          fromRoot: rootOf(from),
          toRoot: root,
          proof: hashes(consistencyRanges(from, size)),
        }
        expect(verifyConsistency(claim)).toBe(true)
        expect(verifyConsistency({ ...claim, fromRoot: flip(claim.fromRoot) })).toBe(false)
        expect(verifyConsistency({ ...claim, proof: [...claim.proof, root] })).toBe(false)
      }
    }
  })

  test('the nodes that exist are those that each append completes', () => {
    let count = 0
    for (let size = 1; size <= 300; size++) {
      count += 1 + completedBy(size - 1).length
      expect(nodeCount(size)).toBe(count)
    }
  })

  test('indices and sizes are whole decimals up to 2^63 - 1, nothing else', () => {
    expect(readDecimal('9223372036854775807')).toBe(2n ** 63n - 1n)
    for (const wrong of ['9223372036854775808', '18446744073709551615', '-1', '01', '1.0', '1e3', '', ' 1', '0x1']) {
      expect(readDecimal(wrong)).toBeNull()
    }
  })
})

function flip(hash: Buffer): Buffer {
  const changed = Buffer.from(hash)
  changed[7]! ^= 1
  return changed
}

/** Every JSON file below a folder, with big numbers kept as text: `JSON.parse` would round them. */
function vectorsBelow(folder: string): { name: string; vector: Record<string, unknown> }[] {
  return readdirSync(folder).flatMap(entry => {
    const path = join(folder, entry)
    if (statSync(path).isDirectory()) return vectorsBelow(path)
    const text = readFileSync(path, 'utf8').replace(/"(leafIdx|treeSize|size1|size2)": (\d+)/g, '"$1": "$2"')
    return [{ name: path, vector: JSON.parse(text) as Record<string, unknown> }]
  })
}

const published = publishedVectors('audit')
const base64 = (value: unknown) => Buffer.from(typeof value === 'string' ? value : '', 'base64')
const list = (value: unknown) => (Array.isArray(value) ? value.map(base64) : [])

describe.skipIf(!published)('the 196 published proofs', () => {
  test('98 proofs of inclusion', () => {
    const all = vectorsBelow(join(published!, 'testdata/inclusion'))
    expect(all.length).toBe(98)
    for (const { name, vector } of all) {
      const accepted = verifyInclusion({
        index: String(vector.leafIdx),
        size: String(vector.treeSize),
        leaf: base64(vector.leafHash),
        root: base64(vector.root),
        proof: list(vector.proof),
      })
      expect(accepted, name).toBe(!vector.wantErr)
    }
  })

  test('98 proofs of consistency', () => {
    const all = vectorsBelow(join(published!, 'testdata/consistency'))
    expect(all.length).toBe(98)
    for (const { name, vector } of all) {
      const accepted = verifyConsistency({
        from: String(vector.size1),
        to: String(vector.size2),
        fromRoot: base64(vector.root1),
        toRoot: base64(vector.root2),
        proof: list(vector.proof),
      })
      expect(accepted, name).toBe(!vector.wantErr)
    }
  })
})
