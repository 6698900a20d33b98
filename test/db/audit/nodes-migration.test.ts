/** A log from before nodes stood with their entry: the migration moves every node, and the log goes on. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HASH } from '#db/audit/nodes.ts'
import { verifyLog } from '#db/audit/verify.ts'
import type { Store } from '#db/store.ts'
import { engines } from '#test/engines.ts'
import { grow } from './world.ts'

const SIZE = 77

/** The tables as they were: a row for each node, and none in the entries. */
async function asBefore(store: Store): Promise<void> {
  const { auditEntry } = store.t
  const rows = await store.read.select().from(auditEntry)
  const [whole, bytes] = store.engine === 'sqlite' ? ['integer', 'blob'] : ['bigint', 'bytea']
  await store.tx(async (_, raw) => {
    await raw(
      `create table audit_node (level ${whole} not null, idx ${whole} not null, hash ${bytes} not null, primary key (level, idx))`,
    )
    for (const { seq, nodes } of rows) {
      for (let level = 0; level * HASH < nodes.length; level++) {
        const hash = nodes.subarray(level * HASH, (level + 1) * HASH)
        await raw('insert into audit_node values (?, ?, ?)', [level, (seq + 1) / 2 ** level - 1, hash])
      }
    }
    await raw('alter table audit_entry drop column nodes')
  })
}

test.each(engines)('on $name', async engine => {
  const store = await engine.open()
  await grow(store, SIZE, 10)
  const before = await store.read.select().from(store.t.auditEntry).orderBy(store.t.auditEntry.seq)
  await asBefore(store)
  const text = readFileSync(`db/migrations/${engine.name}/0009_nodes.sql`, 'utf8')
  await store.tx(async (_, raw) => {
    for (const statement of text.split('--> statement-breakpoint')) await raw(statement)
  })
  expect(await store.read.select().from(store.t.auditEntry).orderBy(store.t.auditEntry.seq)).toEqual(before)
  await grow(store, 5)
  expect(await verifyLog(store, { key: null, known: [] })).toMatchObject({ result: 'OK', size: SIZE + 5 })
  for (const change of [`update audit_entry set ts = ''`, 'delete from audit_entry']) {
    await expect(store.tx(async (_, raw) => raw(change))).rejects.toThrow('append-only')
  }
  await store.dispose()
})
