/** A disk that fills up while a bundle is made: nothing half is left, it is said why, and it goes on when there is room. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportOf } from '#db/export.ts'
import { placeOf } from '#exports/vault.ts'
import { verifyBundle } from '#exports/verify.ts'
import { key, type Office, openOffice } from './office.ts'

let office: Office
let vault: string
/** Whether this machine lets us make a small disk. */
let small = false

beforeAll(async () => {
  office = await openOffice({ members: 20, records: 3000 })
  vault = path.join(office.folder, 'bundles')
  mkdirSync(vault, { mode: 0o700 })
  small = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300k,mode=0700', 'tmpfs', vault]).status === 0
})
afterAll(async () => {
  if (small) spawnSync('umount', [vault])
  await office.close()
})

it('is tried again later, and leaves nothing half', async context => {
  if (!small) {
    process.stderr.write('No small disk could be mounted (that takes root): a full disk was not tried.\n')
    return context.skip()
  }
  const { exportId, subjectId } = await office.ask('veel@voorbeeld.example')
  const job = async () => (await exportOf(office.store.read, office.store.t, exportId, subjectId))!.job
  expect(await office.work()).toBe(1)
  expect(await job()).toMatchObject({ builtAt: null, trouble: 'ENOSPC', file: null, leaseOwner: null })
  expect(await office.vault()).toEqual([])

  expect(spawnSync('mount', ['-o', 'remount,size=64m', vault]).status).toBe(0)
  expect(await office.work()).toBe(0)
  office.clock.forward(31)
  expect(await office.work()).toBe(1)
  const { file, builtAt } = await job()
  expect(builtAt).not.toBeNull()
  expect(await office.vault()).toEqual([file])
  expect(await verifyBundle(placeOf(office.folder, file!).final, [key.publicKey])).toMatchObject({ verdict: 'ok' })
})
