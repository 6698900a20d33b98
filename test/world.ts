/**
 * The whole portal in a temporary folder, for tests: demo people, a clock that the test moves, a running server with the
 * built pages, and browsers without script. `for (const engine of engines) … openWorld({ engine })`.
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import PostalMime from 'postal-mime'
import { type Config, type Mode, readConfig } from '#app/config.ts'
import type { Audience, StaffRole } from '#app/context.ts'
import { deskOf } from '#app/desk.ts'
import { openPortal } from '#app/open-portal.ts'
import type { Portal } from '#app/portal.ts'
import { sendDue } from '#app/post/sender.ts'
import { keepSigning } from '#app/server/checkpoints.ts'
import { type Running, startServer } from '#app/server/listen.ts'
import { makeSignInLink } from '#app/sign-in/link.ts'
import { sealSecret } from '#app/sign-in/totp.ts'
import { record } from '#db/record.ts'
import { addStaff, setTotp } from '#db/staff.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import { workUntilIdle } from '#exports/worker.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { Client } from './client.ts'
import { engines, type TestEngine } from './engines.ts'

export type Letter = { to: string; subject: string; text: string; html: string; messageId: string }

/** A clock that stands still until the test moves it. */
export type Clock = { now: Instant; forward(seconds: number): void }

export type WorldOptions = {
  engine?: TestEngine
  /** Where the clock stands at the start. */
  now?: Instant
  members?: number
  /** Settings on top of the world's own. */
  settings?: Record<string, string>
  mode?: Mode
}

export type World = {
  portal: Portal
  config: Config
  running: Running
  url: string
  folder: string
  clock: Clock
  /** Lines that the server logged, parsed. */
  logged: Record<string, unknown>[]
  /** A browser without script that nobody is signed in with. */
  browser(headers?: Record<string, string>): Client
  /** Sends what waits in the outbox, and gives every letter sent so far, oldest first. */
  letters(): Promise<Letter[]>
  /** The newest code that was mailed to somebody, as it stands in the letter; empty when none was. */
  codeFor(email: string): Promise<string>
  /** Makes every copy that is due. */
  makeCopies(): Promise<number>
  /** Signs a member in through the pages, with the code from their mail. */
  signInMember(email: string): Promise<Client>
  /** Signs a member in through a single-use link: quicker, and without mail. */
  enter(email: string): Promise<Client>
  /** A staff member of this role, made when there is none yet, signed in through a single-use link. */
  signInStaff(role: StaffRole): Promise<Client>
  close(): Promise<void>
}

/** The TOTP secret of every staff member of a world. */
export const staffSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const staffAddress = (role: StaffRole): string => `${role}@staff.example`

const operator = { kind: 'system', ref: 'operator' } as const
/** A code in a letter. */
const sentCode = /\b\d{6}\b/

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  prepare()
  const { engine = engines[0]!, now = '2026-11-22T09:00:00.000Z', members = 24, mode = 'test' } = options
  const clock: Clock = {
    now,
    forward(seconds) {
      clock.now = later(clock.now, seconds)
    },
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'inzage-world-'))
  const made = engine.name === 'postgres' ? await engine.open() : null
  const settings = {
    PORT: String(await freePort()),
    INZAGE_SECRET: randomBytes(32).toString('base64'),
    DATA_DIR: folder,
    PLATFORM_DATABASE: path.join(folder, 'platform.sqlite'),
    PLATFORM_FILES: path.join(folder, 'platform-files'),
    ...(made?.where.engine === 'postgres' && { DATABASE_URL: made.where.url }),
    ...options.settings,
  }
  await seedPlatform({
    file: settings.PLATFORM_DATABASE,
    filesRoot: settings.PLATFORM_FILES,
    members,
    records: 60,
    seed: 1,
    now,
  })
  const logged: Record<string, unknown>[] = []
  const sink = new Writable({
    write(line: Buffer, _, done) {
      logged.push(JSON.parse(line.toString()))
      done()
    },
  })
  const config = await readConfig(settings, mode)
  const portal = await openPortal(config, { now: () => clock.now, log: pino({ level: 'info', base: null }, sink) })
  const signing = await keepSigning(portal)
  const running = await startServer(portal)
  const url = config.baseUrl
  const at = `http://127.0.0.1:${running.port}`
  const browser = (headers = {}) => new Client(url, { 'Accept-Language': 'nl', ...headers }, at)

  async function letters(): Promise<Letter[]> {
    await sendDue(portal)
    const names = (await readdir(path.join(folder, 'mail')).catch(() => [])).filter(name => name.endsWith('.eml'))
    const read = async (name: string) => {
      const letter = await PostalMime.parse(await readFile(path.join(folder, 'mail', name)))
      const { subject = '', text = '', html = '', messageId = '' } = letter
      return { to: letter.to?.[0]?.address ?? '', subject, text, html, messageId }
    }
    return Promise.all(names.toSorted().map(read))
  }

  async function codeFor(email: string): Promise<string> {
    const letter = (await letters()).findLast(each => each.to === email && sentCode.test(each.text))
    return sentCode.exec(letter?.text ?? '')?.[0] ?? ''
  }

  async function signInMember(email: string): Promise<Client> {
    const client = browser()
    await client.get('/inloggen')
    await client.follow(await client.post('/inloggen', { email }))
    const code = await codeFor(email)
    if (!code) throw new Error(`no code was mailed to ${email}`)
    const answer = await client.post('/inloggen/code', { code })
    if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}: ${answer.text}`)
    await client.follow(answer)
    return client
  }

  async function useLink(audience: Audience, email: string): Promise<Client> {
    const link = await makeSignInLink(portal, { audience, email }, clock.now)
    if (!link) throw new Error(`no link was made for ${email}`)
    const client = browser()
    await client.get(new URL(link).pathname)
    const answer = await client.post(new URL(link).pathname)
    if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`)
    // The first page of the session: forms belong to a session, so an older hidden field is of no use.
    await client.follow(answer)
    return client
  }

  const staffMade = new Set<StaffRole>()
  async function signInStaff(role: StaffRole): Promise<Client> {
    const email = staffAddress(role)
    if (!staffMade.has(role)) {
      await record(portal.store, clock.now, operator, async ledger => {
        const id = await addStaff(ledger, { email, name: `Medewerker ${role}`, role, language: 'nl' })
        await setTotp(ledger, id, sealSecret(portal.keys.seal, staffSecret), 0)
      })
      staffMade.add(role)
    }
    return useLink('staff', email)
  }

  return {
    portal,
    config,
    running,
    url,
    folder,
    clock,
    logged,
    browser,
    letters,
    codeFor,
    makeCopies: () => workUntilIdle(deskOf(portal)),
    signInMember,
    enter: email => useLink('member', email),
    signInStaff,
    async close() {
      await running.stop(2000)
      await signing.stop()
      await portal.close()
      await made?.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let prepared = false

/** The pages as they are written now; quick when they were built already. */
export function prepare(): void {
  if (!prepared) execFileSync(process.execPath, ['bin/prepare.js'], { stdio: ['ignore', 'ignore', 'inherit'] })
  prepared = true
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}
