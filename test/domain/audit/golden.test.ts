/** The reference set made for exactly this log: entries, hashes, checkpoints, receipts, proofs, and a witness. */
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canonical, type Json } from '#domain/audit/canonical.ts'
import { readSignedCheckpoint, writeCheckpoint } from '#domain/audit/checkpoint.ts'
import { commitment } from '#domain/audit/commitment.ts'
import { readEntry, writeEntry } from '#domain/audit/entry.ts'
import { consistencyRanges, foldNodes, leafHash, nodeHash, nodesOf, type Range } from '#domain/audit/merkle.ts'
import { readNote, readVkey, signers, writeNote, writeVkey } from '#domain/audit/note.ts'
import { verifyConsistency } from '#domain/audit/proof.ts'
import { readReceipt, verifyReceipt, writeReceipt } from '#domain/audit/receipt.ts'
import { ownVectors } from '#test/vectors.ts'

type Golden = {
  origin: string
  vkey: string
  witness_vkey: string
  seed_hex: string
  entries: string[]
  payloads: { seq: number; salt: string; payload: Json }[]
  leaf_hashes: string[]
  roots: string[]
  checkpoints: string[]
  consistency: { from: number; to: number; proof: string[] }[]
}

const folder = join(ownVectors, 'audit-golden')
const text = (name: string) => readFileSync(join(folder, name), 'utf8')
const golden = JSON.parse(text('golden.json')) as Golden
const key = readVkey(golden.vkey)!
const witness = readVkey(golden.witness_vkey)!
const receipts = golden.entries.map((_, index) => text(`receipt-${index}.tlog-proof`))

/** Hash of complete nodes over the golden leaves. */
function node(level: number, idx: number): Buffer {
  if (level === 0) return Buffer.from(golden.leaf_hashes[idx]!, 'hex')
  return nodeHash(node(level - 1, idx * 2), node(level - 1, idx * 2 + 1))
}
const rangeHash = (range: Range) => foldNodes(nodesOf(range).map(({ level, idx }) => node(level, idx)))

describe('the golden set', () => {
  test('entries are read, and written again to the letter', () => {
    golden.entries.forEach((entry, seq) => {
      const read = readEntry(entry)
      expect(read?.seq).toBe(seq)
      expect(writeEntry(read!)).toBe(entry)
      expect(canonical(JSON.parse(entry) as Json)).toBe(entry)
      expect(leafHash(entry).toString('hex')).toBe(golden.leaf_hashes[seq])
    })
  })

  test('payloads are what their entries promised', () => {
    golden.payloads.forEach(({ seq, salt, payload }) => {
      const promised = readEntry(golden.entries[seq]!)!.payload
      expect(promised).toBe(payload === null ? null : commitment(Buffer.from(salt, 'base64'), canonical(payload)))
    })
  })

  test('roots, checkpoints and their signatures, also made again with the same key', () => {
    const pkcs8 = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.from(golden.seed_hex, 'hex'),
    ])
    const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    golden.checkpoints.forEach((note, size) => {
      const root = rangeHash({ from: 0, to: size })
      expect(root.toString('hex')).toBe(golden.roots[size])
      const checkpoint = readSignedCheckpoint(note)!
      expect({ ...checkpoint, note: null }).toEqual({ origin: golden.origin, size: String(size), root, note: null })
      expect(signers(checkpoint.note, [key, witness])).toEqual([key, witness])
      const made = writeCheckpoint(golden.origin, size, root)
      const line = { name: key.name, id: key.id, signature: sign(null, Buffer.from(made), privateKey) }
      expect(writeNote(made, [line, checkpoint.note.signatures[1]!])).toBe(note)
    })
    expect(text('checkpoint')).toBe(golden.checkpoints[6])
    expect(text('vkey').trim()).toBe(golden.vkey)
    expect(writeVkey(key)).toBe(golden.vkey)
    expect(writeVkey(witness)).toBe(golden.witness_vkey)
  })

  test('consistency proofs, checked and made', () => {
    expect(golden.consistency.length).toBe(6)
    for (const { from, to, proof } of golden.consistency) {
      const hashes = proof.map(hash => Buffer.from(hash, 'base64'))
      const roots = { fromRoot: rangeHash({ from: 0, to: from }), toRoot: rangeHash({ from: 0, to }) }
      expect(verifyConsistency({ from: `${from}`, to: `${to}`, ...roots, proof: hashes })).toBe(true)
      expect(consistencyRanges(from, to).map(rangeHash)).toEqual(hashes)
    }
  })

  test('six receipts, and each written again to the letter', () => {
    receipts.forEach((receipt, index) => {
      const verdict = verifyReceipt(receipt, key)
      expect(verdict).toMatchObject({ ok: true, checkpoint: { size: '6' }, entry: { seq: index } })
      expect(writeReceipt(readReceipt(receipt)!)).toBe(receipt)
    })
  })

  test('no receipt survives a changed bit', () => {
    let tried = 0
    for (const receipt of receipts) {
      const bytes = Buffer.from(receipt)
      const witnessLine = receipt.lastIndexOf('\u2014 witness')
      const end = Buffer.byteLength(receipt.slice(0, witnessLine))
      for (let place = 0; place < end; place++) {
        const changed = Buffer.from(bytes)
        changed[place]! ^= 1 << (place % 8)
        // A byte that is no UTF-8 any more, or a name that is not the key's, is refused as well.
        expect(verifyReceipt(changed.toString('utf8'), key).ok, `byte ${place}`).toBe(false)
        tried++
      }
    }
    expect(tried).toBeGreaterThan(5000)
  })

  test('a receipt whose payload was erased still proves its entry', () => {
    const bare = writeReceipt({ ...readReceipt(receipts[3]!)!, disclosed: null })
    expect(verifyReceipt(bare, key)).toMatchObject({ ok: true, payload: null })
  })
})

describe('notes and entries that are wrong', () => {
  const note = golden.checkpoints[6]!
  test('a bad signature by a known key spoils the note, a line by somebody unknown does not', () => {
    const read = readNote(note)!
    expect(signers(read, [key])).toEqual([key])
    const forged = readNote(note.replace('\n6\n', '\n7\n'))!
    expect(signers(forged, [key])).toBeNull()
    expect(signers(forged, [])).toEqual([])
    expect(signers(forged, [witness])).toBeNull()
  })

  test.each([
    ['no newline at the end', note.slice(0, -1)],
    ['no blank line', note.replace('\n\n', '\n')],
    ['a control character', note.replace('\n6\n', '\n6\r\n')],
    ['a size with a zero in front', note.replace('\n6\n', '\n06\n')],
    ['a size beyond 2^63', note.replace('\n6\n', '\n9223372036854775808\n')],
    ['a root that is not 32 bytes', note.replace('baiMLkbtbKDF9ARtSjMlb9L4+ljqAYrWgZKwyA0eXV0=', 'AAAA')],
    ['an extension line', note.replace('\n\n', '\nmore\n\n')],
    ['half base64', note.replace('XV0=\n', 'XV0\n')],
    ['no signature at all', note.slice(0, note.indexOf('\n\n') + 2)],
  ])('a checkpoint with %s is none', (_, wrong) => {
    expect(readSignedCheckpoint(wrong)).toBeNull()
  })

  const entry = golden.entries[0]!
  test.each([
    ['an unknown field', entry.replace('"v":1', '"v":1,"w":2')],
    ['another order', entry.replace('{"actor"', '{ "actor"')],
    ['another version', entry.replace('"v":1', '"v":2')],
    ['a name instead of a handle', entry.replace('4xq2Q8RPeg7IJLWdEZTWDQ', 'Jan')],
    ['a number with a zero in front', entry.replace('"seq":0', '"seq":00')],
    ['a moment with a zone', entry.replace('07:00:00Z', '07:00:00+00:00')],
    ['ranges in another event', entry.replace('"payload"', '"erased":[[0,0]],"payload"')],
    ['ranges that overlap', golden.entries[5]!.replace('[[3,4]]', '[[3,4],[4,4]]')],
    ['ranges that reach itself', golden.entries[5]!.replace('[[3,4]]', '[[3,5]]')],
    ['no ranges where they belong', golden.entries[5]!.replace('"erased":[[3,4]],', '')],
  ])('an entry with %s is none', (_, wrong) => {
    expect(readEntry(wrong)).toBeNull()
  })

  test('a verifier key with another id, kind or length is none', () => {
    for (const wrong of [
      '',
      golden.vkey.replace('06367b5d', '06367b5e'),
      golden.vkey.slice(0, -4),
      `${golden.vkey}=`,
      golden.vkey.replace('dsr.', 'd r.'),
    ]) {
      expect(readVkey(wrong)).toBeNull()
    }
  })
})
