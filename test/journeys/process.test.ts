/** The program as an operator runs it: real processes, real signals, in production. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { demoRegister } from '#app/config.ts'
import { openPages } from '#app/server/pages.ts'
import { openStore } from '#db/open.ts'
import { seedPlatform } from '#sources/we-do-better/seed/platform.ts'
import { openPostOffice } from '#test/app/post/post-office.ts'
import { Client } from '#test/client.ts'
import { freePort, prepare } from '#test/world.ts'

const command = path.resolve('bin/inzage.js')
const site = 'https://privacy.example.nl'

let folder: string
let settings: NodeJS.ProcessEnv
let port: number
const running: ChildProcess[] = []

beforeAll(async () => {
  prepare()
  folder = await mkdtemp(path.join(tmpdir(), 'inzage-process-'))
  port = await freePort()
  const [platform, files] = [path.join(folder, 'platform.sqlite'), path.join(folder, 'files')]
  settings = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    BASE_URL: site,
    PORT: String(port),
    INZAGE_SECRET: randomBytes(32).toString('base64'),
    MAIL_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Privacy <privacy@example.nl>',
    REGISTER: demoRegister,
    DATA_DIR: path.join(folder, 'data'),
    PLATFORM_DATABASE: platform,
    PLATFORM_FILES: files,
  }
  await seedPlatform({
    file: platform,
    filesRoot: files,
    members: 24,
    records: 40_000,
    seed: 1,
    now: new Date().toISOString() as never,
  })
})
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number | null; stdout: string; stderr: string }

/** Runs a command to its end. */
const run = (words: string[], env: NodeJS.ProcessEnv): Promise<Ended> =>
  new Promise(resolve => {
    const child = execFile(process.execPath, [command, ...words], { env, timeout: 200_000 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    )
  })

/** Starts `serve` and waits until it answers. */
async function serve(
  env = settings,
): Promise<{ child: ChildProcess; ended: Promise<number | string | null>; said: () => string }> {
  const child = spawn(process.execPath, [command, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const ended = new Promise<number | string | null>(resolve =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  )
  for (let n = 0; n < 1200 && child.exitCode === null; n++) {
    if (await healthy()) return { child, ended, said: () => said }
    await pause(100)
  }
  throw new Error(`serve did not come up:\n${said}`)
}

const healthy = (): Promise<boolean> =>
  new Promise(resolve => {
    request({ port, path: '/healthz' }, response => resolve(response.resume().statusCode === 200))
      .on('error', () => resolve(false))
      .end()
  })

/** A member's browser, signed in through a link that the operator's command made. */
async function signIn(email: string): Promise<Client> {
  const { stdout, stderr } = await run(['sign-in', email], settings)
  const link = /https:\S+\/aanmelden\/[\w-]+/.exec(stdout)?.[0]
  if (!link) throw new Error(stderr)
  const client = new Client(site, {}, `http://127.0.0.1:${port}`)
  await client.get(new URL(link).pathname)
  await client.follow(await client.post(new URL(link).pathname))
  return client
}

async function exportRows() {
  const store = await openStore({ engine: 'sqlite', file: path.join(settings.DATA_DIR!, 'inzage.sqlite') })
  try {
    return await store.read.select().from(store.t.export)
  } finally {
    await store.close()
  }
}

/** Processes that this one started. */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

/** Whether a process runs; one that ended and whose end nobody noted yet does not. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe('serve refuses to start', () => {
  it('with one sentence per setting that is missing, on stderr, and exit code 78', async () => {
    const { PATH } = settings
    const { code, stdout, stderr } = await run(['serve'], {
      PATH,
      NODE_ENV: 'production',
      DATA_DIR: path.join(folder, 'none'),
    })
    expect([code, stdout]).toEqual([78, ''])
    const lines = stderr.trim().split('\n')
    expect(lines.map(line => line.split(' ')[0])).toEqual([
      'BASE_URL',
      'INZAGE_SECRET',
      'MAIL_URL',
      'MAIL_FROM',
      'REGISTER',
    ])
  })

  it('when its port is taken, and says by which', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const taken = String((other.address() as AddressInfo).port)
    const { code, stderr } = await run(['serve'], {
      ...settings,
      PORT: taken,
      WORKERS: '0',
      DATA_DIR: path.join(folder, 'taken'),
    })
    other.close()
    expect(code).toBe(1)
    expect(stderr.trim().split('\n').at(-1)).toContain(`Port ${taken} is taken`)
  })

  it('when a key is gone that the log was signed with', async () => {
    const data = path.join(folder, 'keyless')
    const env = { ...settings, DATA_DIR: data }
    expect((await run(['staff', 'list'], env)).code).toBe(0)
    await rm(path.join(data, 'keys/log.pem'))
    const { code, stderr } = await run(['serve'], env)
    expect(code).toBe(78)
    expect(stderr).toContain('log.pem is missing')
    expect(existsSync(path.join(data, 'keys/log.pem'))).toBe(false)
  })

  it('without built pages, and says how to build them', async () => {
    await expect(openPages(folder)).rejects.toThrow('npm run build')
  })
})

describe.skipIf(process.platform !== 'linux')('serve', () => {
  it('stops on SIGTERM when the request in flight is answered; the export goes on at the next start', async () => {
    const first = await serve()
    const veel = await signIn('veel@voorbeeld.example')
    const asked = await veel.post('/downloaden', { what: 'all', as: 'both' })
    expect(asked.location).toMatch(/^\/verzoeken\//)
    for (let n = 0; n < 1200 && !(await exportRows()).some(row => row.leaseOwner); n++) await pause(50)

    // Half a form is on its way when the signal comes.
    const body = new URLSearchParams({ csrf: veel.csrf, language: 'en', naar: '/hulp' }).toString()
    const cookies = [...veel.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answered = new Promise<number>((resolve, reject) => {
      const headers = {
        Cookie: cookies,
        Origin: site,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': String(body.length),
        Connection: 'keep-alive',
      }
      const sent = request({ port, path: '/voorkeuren', method: 'POST', headers }, response =>
        resolve(response.resume().statusCode ?? 0),
      )
      sent.on('error', reject)
      sent.write(body.slice(0, 10))
      setTimeout(() => first.child.kill('SIGTERM'), 200)
      setTimeout(() => sent.end(body.slice(10)), 900)
    })
    expect(await answered).toBe(303)
    expect(await first.ended).toBe(0)
    const [row] = await exportRows()
    expect([row!.builtAt, row!.failedAt, row!.leaseOwner]).toEqual([null, null, null])
    expect(readdirSync(path.join(settings.DATA_DIR!, 'bundles')).filter(name => name.endsWith('.zip'))).toEqual([])

    const second = await serve()
    for (let n = 0; n < 1200 && !(await exportRows())[0]!.builtAt; n++) await pause(100)
    const [done] = await exportRows()
    expect(done!.builtAt).not.toBeNull()
    expect(readdirSync(path.join(settings.DATA_DIR!, 'bundles'))).toEqual([done!.file])
    expect((await veel.get('/')).status).toBe(200)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  }, 180_000)

  it('starts a worker again that died, and takes its workers along when it is killed itself', async () => {
    const { child } = await serve({ ...settings, WORKERS: '2' })
    const before = childrenOf(child.pid!)
    expect(before).toHaveLength(2)
    process.kill(before[0]!, 'SIGKILL')
    for (let n = 0; n < 1200 && childrenOf(child.pid!).includes(before[0]!); n++) await pause(50)
    for (let n = 0; n < 1200 && childrenOf(child.pid!).length < 2; n++) await pause(50)
    const after = childrenOf(child.pid!)
    expect(after).toHaveLength(2)
    expect(after).not.toContain(before[0])
    child.kill('SIGKILL')
    const alive = () => after.filter(isAlive)
    for (let n = 0; n < 1200 && alive().length; n++) await pause(50)
    expect(alive()).toEqual([])
  }, 240_000)

  it('killed between two tries of a letter, sends it again under the same Message-ID, and then no more', async () => {
    const office = await openPostOffice()
    // The mailbox has it, and the line drops before the sender hears so.
    office.moods.push('hangUp')
    const data = path.join(folder, 'mail')
    const env = { ...settings, DATA_DIR: data, MAIL_URL: office.url, WORKERS: '0' }
    const mails = async () => {
      const store = await openStore({ engine: 'sqlite', file: path.join(data, 'inzage.sqlite') })
      try {
        return await store.read.select().from(store.t.mail)
      } finally {
        await store.close()
      }
    }
    try {
      const first = await serve(env)
      const eva = new Client(site, {}, `http://127.0.0.1:${port}`)
      await eva.get('/inloggen')
      expect((await eva.post('/inloggen', { email: 'eva@voorbeeld.example' })).status).toBe(303)
      for (let n = 0; n < 600 && (await mails())[0]?.attempts !== 1; n++) await pause(50)
      expect(await mails()).toMatchObject([{ attempts: 1, sentAt: null, failedAt: null }])
      first.child.kill('SIGKILL')
      expect(await first.ended).toBe('SIGKILL')

      const second = await serve(env)
      for (let n = 0; n < 600 && !(await mails())[0]?.sentAt; n++) await pause(100)
      await pause(1500)
      expect(office.letters.map(each => each.to)).toEqual(['eva@voorbeeld.example', 'eva@voorbeeld.example'])
      const [once, again] = office.letters.map(each => each.email)
      expect(again!.messageId).toBe(once!.messageId)
      expect([again!.subject, again!.text]).toEqual([once!.subject, once!.text])
      expect(await mails()).toMatchObject([{ to: '', text: '', failedAt: null, sentAt: expect.any(String) }])
      second.child.kill('SIGTERM')
      expect(await second.ended).toBe(0)
    } finally {
      await office.close()
    }
  }, 240_000)

  it('says in its log nothing of who asked', async () => {
    const { child, ended, said } = await serve({ ...settings, WORKERS: '0' })
    const eva = await signIn('eva@voorbeeld.example')
    await eva.get('/gegevens?na=geheim')
    expect((await eva.get('/readyz')).text).toContain('"mail":"not reachable"')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(said()).toContain('"path":"/gegevens"')
    expect(said()).not.toMatch(/eva|Jansen|geheim|127\.0\.0\.1|aanmelden\//i)
  }, 240_000)
})
