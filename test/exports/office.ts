/** An export desk in a temporary folder: demo people, a fresh store, a clock that the test moves. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { paperOf } from '#app/letter/paper.ts'
import { bundleWords } from '#app/text/bundle-words.ts'
import { letters } from '#app/post/letters.ts'
import { wantExport } from '#db/export.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import { receiveRequest, type SubjectRequest } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { Register } from '#domain/register.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { Desk } from '#exports/desk.ts'
import { bundleKeyId } from '#exports/keys.ts'
import { workUntilIdle } from '#exports/worker.ts'
import { openSources } from '#sources/open.ts'
import { readRegister } from '#sources/register/read.ts'
import type { Source } from '#sources/source.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { engines, type TestEngine, type TestStore } from '../engines.ts'

export const start: Instant = '2026-11-22T09:00:00.000Z'
export const everything: Scope = { categories: null, from: null, until: null, forms: ['access', 'portability'] }

/** The key that every office signs with. */
export const key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ed25519')

export type Office = {
  desk: Desk
  store: TestStore
  register: Register
  folder: string
  platform: string
  clock: { now: Instant; forward(seconds: number): void }
  /** Files a request and wants its export, as the member page does. */
  ask(
    email: string,
    scope?: Scope,
    language?: Language,
  ): Promise<{ exportId: string; subjectId: string; request: SubjectRequest }>
  /** The same desk with some sources replaced. */
  withSources(change: (sources: Map<string, Source>) => void): Desk
  work(desk?: Desk): Promise<number>
  /** Names in the vault. */
  vault(): Promise<string[]>
  close(): Promise<void>
}

export async function registerOfDemo(): Promise<Register> {
  const read = await readRegister(path.resolve('sources/we-do-better/register.yaml'))
  if ('faults' in read) throw new Error(read.faults.map(fault => fault.message).join('\n'))
  return read.register
}

export async function openOffice(
  options: { engine?: TestEngine; members?: number; records?: number } = {},
): Promise<Office> {
  const { engine = engines[0]!, members = 24, records = 300 } = options
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-office-'))
  const platform = path.join(folder, 'platform.sqlite')
  const files = path.join(folder, 'platform-files')
  await seedPlatform({ file: platform, filesRoot: files, members, records, seed: 7, now: start })
  const register = await registerOfDemo()
  const sources = await openSources(register, { PLATFORM_DATABASE: platform, PLATFORM_FILES: files })
  const store = await engine.open()
  const clock = {
    now: start,
    forward(seconds: number) {
      clock.now = later(clock.now, seconds)
    },
  }
  const config = { baseUrl: 'https://privacy.example.nl' }
  const desk: Desk = {
    store,
    register,
    sources,
    key: { id: bundleKeyId(key.publicKey), ...key },
    signing: {
      origin: 'privacy.example.nl/dsr-audit/1',
      privateKey: key.privateKey,
      file: path.join(folder, 'checkpoint'),
    },
    words: bundleWords,
    paper: (answerId, subjectId) =>
      paperOf({ store, register, people: sources.get(register.subject.source)! }, answerId, subjectId),
    letters: letters({ register, config } as Parameters<typeof letters>[0]),
    dataDir: folder,
    now: () => clock.now,
    note: () => {},
  }
  return {
    desk,
    store,
    register,
    folder,
    platform,
    clock,
    async ask(email, scope = everything, language = 'nl') {
      const who = await desk.sources.get(register.subject.source)!.locate({ email })
      if (!who) throw new Error(`nobody is ${email}`)
      return record(store, clock.now, { kind: 'system', ref: 'test' }, async ledger => {
        const subject = await knowSubject(ledger, { source: register.subject.source, key: who.key, language })
        const right = scope.forms.includes('access') ? 'access' : 'portability'
        const request = await receiveRequest(ledger, register.controller, {
          right,
          subjectId: subject.id,
          channel: 'portal',
          scope,
        })
        const exportId = await wantExport(ledger, { requestId: request.id, subjectId: subject.id, scope, language })
        return { exportId, subjectId: subject.id, request }
      })
    },
    withSources(change) {
      const changed = new Map(sources)
      change(changed)
      return { ...desk, sources: changed }
    },
    work: (other = desk) => workUntilIdle(other),
    vault: () => readdir(path.join(folder, 'bundles')).catch(() => []),
    async close() {
      for (const source of sources.values()) await source.close()
      await store.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
