/** A portal at the sign-in desk: a real store on either engine, a clock that stands still, and a source of three people. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import PostalMime from 'postal-mime'
import { sendDue } from '#app/post/sender.ts'
import type { MemberVisitor, StaffVisitor, Visitor } from '#app/context.ts'
import type { Portal } from '#app/portal.ts'
import { visitorOf } from '#app/sign-in/visitor.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Register } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import { readOnly, type Source } from '#sources/source.ts'
import type { TestEngine } from '#test/engines.ts'

export const eva = 'eva.jansen@voorbeeld.nl'
export const tom = 'tom@voorbeeld.nl'
/** As long as Eva's, so that whole answers can be compared. */
export const nobody = 'niemandx@elders.example'

const noFacts = { agreementStart: null, agreementEnd: null, lastContact: null, consents: {} }
const person = (key: string, email: string, displayName: string): Located => ({
  key,
  number: `WDB-${key}`,
  email,
  displayName,
  facts: noFacts,
})

/** Finds people as a real source does; it holds nothing else, because signing in asks for nothing else. */
function peopleOf(people: Map<string, Located>): Source {
  const none = () => Promise.reject(new Error('signing in asks nothing but who somebody is'))
  return {
    id: 'platform',
    locate: async who =>
      [...people.values()].find(one =>
        'email' in who
          ? one.email.toLowerCase() === who.email
          : 'key' in who
            ? one.key === who.key
            : one.number === who.number,
      ) ?? null,
    describe: none,
    count: none,
    collect: () => {
      throw new Error('signing in collects nothing')
    },
    page: none,
    item: none,
    ...readOnly,
    open: none,
    close: async () => {},
  }
}

export type Mailed = { id: string; to: string; subject: string; text: string; html: string }

export type Desk = Awaited<ReturnType<typeof openDesk>>

export async function openDesk(engine: TestEngine, settings: { mailUrl?: string; baseUrl?: string } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-desk-'))
  const store = await engine.open()
  const people = new Map([
    ['1', person('1', eva, 'Eva Jansen')],
    ['2', person('2', tom, 'Tom de Wit')],
  ])
  let now: Instant = '2026-11-22T09:00:00.000Z'
  const source = peopleOf(people)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const portal: Portal = {
    config: {
      mode: 'test',
      dataDir: folder,
      host: '127.0.0.1',
      port: 0,
      baseUrl: settings.baseUrl ?? 'https://privacy.example.nl',
      databaseUrl: null,
      secret: Buffer.alloc(32, 7),
      mail: { url: settings.mailUrl ?? null, from: 'Privacy <privacy@example.nl>' },
      registerFile: '',
      register: register,
      sources: {},
      workers: 0,
      proxies: 0,
      checkpointFile: path.join(folder, 'checkpoint'),
      oidc: { member: null, staff: null },
      manyOpened: 30,
      webhooks: { secrets: {}, allow: [] },
      logLevel: 'silent',
    },
    register,
    store,
    sources: new Map([[source.id, source]]),
    people: source,
    keys: {
      log: { origin: 'privacy.example.nl/dsr-audit/1', privateKey },
      bundle: { id: 'test', privateKey, publicKey },
      tag: Buffer.alloc(32, 1),
      seal: Buffer.alloc(32, 2),
    },
    now: () => now,
    log: pino({ level: 'silent' }),
    check: { stop: false, ended: Promise.resolve() },
    close: () => store.close(),
  }

  return {
    portal,
    people,
    get now() {
      return now
    },
    advance(seconds: number) {
      now = later(now, seconds)
    },
    /** Sends what is due and gives every letter so far, oldest first. */
    async letters(): Promise<Mailed[]> {
      await sendDue(portal)
      const files = await readdir(path.join(folder, 'mail')).catch(() => [])
      const parsed = await Promise.all(
        files
          .filter(name => name.endsWith('.eml'))
          .toSorted()
          .map(async name => PostalMime.parse(await readFile(path.join(folder, 'mail', name)))),
      )
      return parsed.map(letter => ({
        id: letter.messageId ?? '',
        to: letter.to?.[0]?.address ?? '',
        subject: letter.subject ?? '',
        text: letter.text ?? '',
        html: letter.html ?? '',
      }))
    },
    /** The code of the only letter since `before`. */
    async codeSince(before: readonly Mailed[]): Promise<string> {
      const known = new Set(before.map(letter => letter.id))
      const fresh = (await this.letters()).filter(letter => !known.has(letter.id) && /\b\d{6}\b/.test(letter.text))
      return /\b(\d{6})\b/.exec(fresh[0]?.text ?? '')?.[1] ?? ''
    },
    visitor: (cookie: string): Promise<Visitor> => visitorOf(portal, cookie, now),
    async member(cookie: string): Promise<MemberVisitor> {
      const visitor = await visitorOf(portal, cookie, now)
      if (visitor.audience !== 'member') throw new Error('nobody is signed in')
      return visitor
    },
    async staff(cookie: string): Promise<StaffVisitor> {
      const visitor = await visitorOf(portal, cookie, now)
      if (visitor.audience !== 'staff') throw new Error('no staff member is signed in')
      return visitor
    },
    /** The types of all entries in the log, in order. */
    async log(): Promise<string[]> {
      const { read, t } = store
      const rows = await read.select({ type: t.auditEntry.type }).from(t.auditEntry).orderBy(t.auditEntry.seq)
      return rows.map(row => row.type)
    },
    async dispose() {
      await store.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What signing in reads of a register: who the controller is, and which source knows people. */
const register = {
  controller: { name: 'We Do Better', timeZone: 'Europe/Amsterdam' },
  subject: { source: 'platform' },
} as Register

/** The Cookie header a browser would send after these Set-Cookie lines. */
export const cookieOf = (lines: readonly string[]): string =>
  lines
    .filter(line => !/Max-Age=0\b/.test(line))
    .map(line => line.split(';')[0])
    .join('; ')
