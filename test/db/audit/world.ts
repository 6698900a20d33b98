/** A small log to look at, sign, spoil and check. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { type Signing, verifierKey } from '#db/audit/checkpoint.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import type { Store } from '#db/store.ts'

export const at: Instant = '2026-11-22T09:00:00.000Z'
export const worker: Actor = { kind: 'system', ref: 'worker' }

/** A signing key, and a file outside the database in a folder of its own. */
export function signingIn(folder = mkdtempSync(join(tmpdir(), 'inzage-known-'))) {
  const { privateKey } = generateKeyPairSync('ed25519')
  const signing: Signing = { origin: 'dsr.example/dsr-audit/1', privateKey, file: join(folder, 'checkpoint') }
  const key = verifierKey(signing.origin, privateKey)
  return { signing, key, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Adds `count` entries in changes of `each`, most with a payload. */
export async function grow(store: Store, count: number, each = 1): Promise<void> {
  for (let done = 0; done < count; done += each) {
    await record(store, at, worker, async ledger => {
      for (let i = done; i < Math.min(done + each, count); i++) {
        ledger.entry('export.built', i % 4 === 3 ? {} : { request: newHandle(), payload: { member: 'Zoë', i } })
      }
    })
  }
}
