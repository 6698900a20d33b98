/** A worker that is killed at any moment loses nothing and leaves nothing; one that is told to stop hands over at once. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditTrail } from '#db/audit/trail.ts'
import { exportOf } from '#db/export.ts'
import { lettersOf } from '#db/mail.ts'
import { leaseSeconds } from '#exports/attempt.ts'
import { placeOf } from '#exports/vault.ts'
import { verifyBundle } from '#exports/verify.ts'
import { engines } from '../engines.ts'
import { key, type Office, openOffice } from './office.ts'

const kills = { sqlite: 20, postgres: 5 }
/** An export of this many records takes about as long as the longest wait before a kill. */
const records = 6000
const longestWait = 1_500

function startWorker(office: Office): ChildProcess {
  const told = {
    where: office.store.where,
    folder: office.folder,
    platform: office.platform,
    key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    now: office.clock.now,
  }
  return fork(path.resolve('test/exports/worker-process.ts'), [JSON.stringify(told)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

const heard = (child: ChildProcess, what: string) =>
  new Promise<boolean>(resolve => {
    child.on('message', message => message === what && resolve(true))
    child.once('exit', () => resolve(false))
  })
const gone = (child: ChildProcess) =>
  new Promise<unknown>(resolve => child.once('exit', (code, signal) => resolve(signal ?? code)))

describe.each(engines)('on $name', engine => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ engine, members: 20, records })
  })
  afterAll(() => office.close())

  it(
    `SIGKILL at a random moment, ${kills[engine.name]} times: nothing lost, no partial file left`,
    { timeout: 900_000 },
    async () => {
      const { exportId, subjectId, request } = await office.ask('veel@voorbeeld.example')
      const { store } = office
      const job = async () => (await exportOf(store.read, store.t, exportId, subjectId))!.job
      let killed = 0
      for (let turn = 0; turn < kills[engine.name]; turn++) {
        const started = performance.now()
        const child = startWorker(office)
        const ended = gone(child)
        const counting = await heard(child, 'counting')
        // Of earlier attempts nothing is left as soon as the next one has begun.
        const bases = new Set((await office.vault()).map(name => name.slice(0, 22)))
        expect(bases.size).toBeLessThanOrEqual(1)
        if (counting) await pause(randomInt(longestWait))
        child.kill('SIGKILL')
        expect(await ended).toBe('SIGKILL')
        killed++
        if ((await job()).builtAt) break
        // The worker's clock ran on while it lived; the next one must find its lease run out.
        office.clock.forward(leaseSeconds + 1 + (performance.now() - started) / 1000)
      }
      expect(killed).toBeGreaterThan(0)
      await office.work()
      const { file, builtAt } = await job()
      expect(builtAt).not.toBeNull()
      expect(await office.vault()).toEqual([file])
      expect(await verifyBundle(placeOf(office.folder, file!).final, [key.publicKey])).toMatchObject({ verdict: 'ok' })
      const steps = (await auditTrail(store.read, store.t, request.id)).map(step => step.type)
      expect(steps.filter(step => step === 'export.built')).toHaveLength(1)
      expect(await lettersOf(store.read, store.t, request.id)).toHaveLength(1)
    },
  )

  it(
    'SIGTERM puts the export down at once, and the next worker need not wait for the lease',
    { timeout: 120_000 },
    async () => {
      const { exportId, subjectId } = await office.ask('veel@voorbeeld.example')
      const started = performance.now()
      const child = startWorker(office)
      const ended = gone(child)
      expect(await heard(child, 'counting')).toBe(true)
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
      office.clock.forward((performance.now() - started) / 1000 + 1)
      const { job } = (await exportOf(office.store.read, office.store.t, exportId, subjectId))!
      if (!job.builtAt) {
        expect(job).toMatchObject({ leaseOwner: null, leaseUntil: null })
        expect((await office.vault()).filter(name => !name.endsWith('.zip'))).toEqual([])
        // With what it was told, so that a red test says why nobody took it up.
        expect({ taken: await office.work(), now: office.clock.now, job }).toMatchObject({ taken: 1 })
      }
      expect((await exportOf(office.store.read, office.store.t, exportId, subjectId))!.job.builtAt).not.toBeNull()
    },
  )
})
