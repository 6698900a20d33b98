import { eq, like } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Json } from '#domain/audit/canonical.ts'
import { completedBy, foldNodes, leafHash, nodeHash, nodesOf } from '#domain/audit/merkle.ts'
import type { Actor, AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { rootAt } from '#db/audit/head.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import { engines, type TestStore } from '#test/engines.ts'

const at: Instant = '2026-11-22T09:00:00.123Z'
const member: Actor = { kind: 'member', ref: newHandle() }
const limit = (key: string) => ({ key, since: at, hits: 1, expiresAt: at })

for (const engine of engines) {
  describe(`the one door for change on ${engine.name}`, () => {
    let store: TestStore
    beforeAll(async () => void (store = await engine.open()))
    afterAll(() => store.dispose())
    const rows = () => store.read.select().from(store.t.auditEntry).orderBy(store.t.auditEntry.seq)

    test('effect and entry are written together', async () => {
      const request = newHandle()
      const seq = await record(store, at, member, async ledger => {
        await ledger.db.insert(ledger.t.rateLimit).values(limit('effect'))
        return ledger.entry('request.received', {
          request,
          payload: { right: 'access', 'naïve "€"': ['😀', 0.1, null] },
        })
      })
      const [entry] = await store.read.select().from(store.t.auditEntry).where(eq(store.t.auditEntry.seq, seq))
      const promised = /"payload":"(hmac-sha256:[0-9a-f]{64})"/.exec(entry!.entry)![1]
      expect(entry!.entry).toBe(
        `{"actor":{"kind":"member","ref":"${member.ref}"},"payload":"${promised}","request":"${request}","seq":${seq},"ts":"2026-11-22T09:00:00Z","type":"request.received","v":1}`,
      )
      expect(entry).toMatchObject({ request, type: 'request.received', ts: '2026-11-22T09:00:00Z' })
      const [payload] = await store.read.select().from(store.t.auditPayload).where(eq(store.t.auditPayload.seq, seq))
      expect(payload!.salt.length).toBe(32)
      expect(payload!.payload).toBe('{"naïve \\"€\\"":["😀",0.1,null],"right":"access"}')
    })

    test('a change without an entry rolls back', async () => {
      const before = await rows()
      const change = record(
        store,
        at,
        member,
        async ledger => void (await ledger.db.insert(ledger.t.rateLimit).values(limit('silent'))),
      )
      await expect(change).rejects.toThrow('without an audit entry')
      expect(await store.read.$count(store.t.rateLimit, eq(store.t.rateLimit.key, 'silent'))).toBe(0)
      expect(await rows()).toEqual(before)
    })

    test('an entry without its change rolls back, and its number is used again', async () => {
      const before = (await rows()).length
      const change = record(store, at, member, async ledger => {
        expect(ledger.entry('settings.changed')).toBe(before)
        throw new Error('no')
      })
      await expect(change).rejects.toThrow('no')
      expect(await record(store, at, member, async ledger => ledger.entry('settings.changed'))).toBe(before)
    })

    test('what may not stand in the log is refused, and takes its change with it', async () => {
      const wrong: [AuditEvent, { request?: string; payload?: Json }][] = [
        ['settings.renamed' as AuditEvent, {}],
        ['settings.changed', { request: 'jan@example.org' }],
        ['settings.changed', { payload: { a: undefined } as unknown as Json }],
        ['settings.changed', { payload: '\ud800' }],
        ['settings.changed', { payload: 2 ** 53 }],
        ['settings.changed', { payload: new Date(0) as unknown as Json }],
        ['payload.erased', {}],
      ]
      const before = await rows()
      for (const [type, about] of wrong) {
        const change = record(store, at, member, async ledger => {
          await ledger.db.insert(ledger.t.rateLimit).values(limit('wrong'))
          ledger.entry(type, about)
        })
        await expect(change).rejects.toThrow()
      }
      const unnamed = record(store, at, { kind: 'member', ref: 'jan@example.org' }, async ledger =>
        ledger.entry('settings.changed'),
      )
      await expect(unnamed).rejects.toThrow('handle')
      expect(await store.read.$count(store.t.rateLimit, eq(store.t.rateLimit.key, 'wrong'))).toBe(0)
      expect(await rows()).toEqual(before)
    })

    test('changes that are written together: one that fails or declines takes back only itself', async () => {
      const first = (await rows()).length
      const outcomes = await Promise.allSettled(
        Array.from({ length: 24 }, (_, i) =>
          record(store, at, member, async ledger => {
            await ledger.db.insert(ledger.t.rateLimit).values(limit(`together ${i}`))
            const seq = ledger.entry('settings.changed', { payload: { i } })
            if (i % 4 === 1) throw new Error(`no ${i}`)
            // A statement that fails spoils the whole transaction on PostgreSQL, unless it stands in a savepoint.
            if (i % 4 === 2) await ledger.db.insert(ledger.t.rateLimit).values(limit(`together ${i}`))
            return i % 4 === 3 ? ledger.decline(-1) : seq
          }),
        ),
      )
      const kept = outcomes.flatMap(one => (one.status === 'fulfilled' && one.value >= 0 ? [one.value] : []))
      expect(kept).toEqual(Array.from({ length: 6 }, (_, i) => first + i))
      expect(outcomes.filter(one => one.status === 'rejected').length).toBe(12)
      expect((await rows()).length).toBe(first + 6)
      const left = await store.read.select().from(store.t.rateLimit).where(like(store.t.rateLimit.key, 'together %'))
      expect(left.map(row => Number(row.key.slice(9)) % 4)).toEqual([0, 0, 0, 0, 0, 0])
    })

    test('when all that are written together fail, no number is used', async () => {
      const before = await rows()
      const failing = Array.from({ length: 5 }, (_, i) =>
        record(store, at, member, async ledger => {
          ledger.entry('settings.changed')
          throw new Error(`no ${i}`)
        }),
      )
      expect((await Promise.allSettled(failing)).every(one => one.status === 'rejected')).toBe(true)
      expect(await rows()).toEqual(before)
      expect(await store.read.select().from(store.t.auditHead)).toEqual([{ id: 1, size: before.length }])
    })

    test('a change inside a change is refused instead of waiting for itself', async () => {
      const outer = record(store, at, member, async () =>
        record(store, at, member, async ledger => ledger.entry('settings.changed')),
      )
      await expect(outer).rejects.toThrow('inside a transaction')
    })

    test('many entries in one change, at every size, make the tree of RFC 6962', async () => {
      for (const many of [1, 2, 3, 5, 1, 8, 13, 1, 700, 1]) {
        const first = (await rows()).length
        const seqs = await record(store, at, { kind: 'system', ref: 'worker' }, async ledger =>
          Array.from({ length: many }, (_, i) => ledger.entry('export.built', i % 2 ? { payload: { i } } : {})),
        )
        expect(seqs).toEqual(Array.from({ length: many }, (_, i) => first + i))
      }
      const entries = await rows()
      expect(entries.map(row => row.seq)).toEqual(entries.map((_, i) => i))
      const leaves = entries.map(row => leafHash(row.entry))
      const node = (level: number, idx: number): Buffer =>
        level === 0 ? leaves[idx]! : nodeHash(node(level - 1, idx * 2), node(level - 1, idx * 2 + 1))
      for (const { seq, nodes } of entries) {
        const ending = [{ level: 0, idx: seq }, ...completedBy(seq)]
        expect(nodes.equals(Buffer.concat(ending.map(({ level, idx }) => node(level, idx))))).toBe(true)
      }
      const edge = nodesOf({ from: 0, to: entries.length }).map(({ level, idx }) => node(level, idx))
      expect(await rootAt(store.read, store.t, { epoch: 1, size: entries.length })).toEqual(foldNodes(edge))
      expect(await store.read.select().from(store.t.auditHead)).toEqual([{ id: 1, size: entries.length }])
    })
  })
}
