/** `inzage demo` as a stranger starts it: one process, a folder of its own, links that let you in. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from '#test/client.ts'
import { freePort, prepare } from '#test/world.ts'

const command = path.resolve('bin/inzage.js')
let folder: string
let port: number
const running: ChildProcess[] = []

beforeAll(async () => {
  prepare()
  folder = await mkdtemp(path.join(tmpdir(), 'inzage-demo-'))
  port = await freePort()
})
afterAll(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

type Started = { child: ChildProcess; text: string; said: () => string; ended: Promise<number | string | null> }

/** Starts the demo; resolves when it has printed where to go, or ended. */
async function demo(words: string[], data = path.join(folder, 'demo')): Promise<Started> {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, DATA_DIR: data, PORT: String(port), NODE_ENV: 'production' }
  const child = spawn(process.execPath, [command, 'demo', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  let [text, said] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  let over = false
  const ended = new Promise<number | string | null>(resolve =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  )
  void ended.then(() => (over = true))
  for (let n = 0; n < 900 && !over && !text.includes('Stop with Ctrl-C.'); n++) await pause(100)
  return { child, text, said: () => said, ended }
}

const linksIn = (text: string) =>
  [...text.matchAll(/^ {2}(member|handler|approver|officer|admin) .* (http\S+\/aanmelden\/\S+)$/gm)].map(
    ([, role, link]) => [role!, link!] as const,
  )

async function enter(link: string): Promise<Client> {
  const { origin, pathname } = new URL(link)
  const client = new Client(origin)
  await client.get(pathname)
  await client.follow(await client.post(pathname))
  return client
}

async function stop({ child, ended }: Started): Promise<number | string | null> {
  child.kill('SIGINT')
  return ended
}

describe('the demo', () => {
  let first: Started
  let reference: string

  it('prints where to go and a way in for each role, and every way in works', async () => {
    first = await demo(['--members', '30'])
    expect(first.said()).toContain('Making a demo organisation')
    for (const place of ['/', '/werkvoorraad', '/dev/mail'])
      expect(first.text).toContain(`http://127.0.0.1:${port}${place}`)
    const links = linksIn(first.text)
    expect(links.map(([role]) => role)).toEqual(['member', 'handler', 'approver', 'officer', 'admin'])
    for (const [role, link] of links) {
      const page = await (await enter(link)).get(role === 'member' ? '/' : '/werkvoorraad')
      expect([role, page.status]).toEqual([role, 200])
      expect(page.text).toContain('DEMO')
    }
    const member = await enter(links[0]![1])
    expect((await member.get('/')).location).toBe('/inloggen')
  }, 150_000)

  it('has a request that is too late, one that waits for release, one by letter and one that was answered', async () => {
    const origin = `http://127.0.0.1:${port}`
    // The links were used: this one signs in as people do, and reads the code in the mailbox.
    const eva = new Client(origin)
    await eva.get('/inloggen')
    await eva.post('/inloggen', { email: 'eva@voorbeeld.example' })
    let code: string | undefined
    for (let n = 0; n < 100 && !code; n++) {
      await pause(100)
      code = /eva@voorbeeld\.example[\s\S]{0,600}?\b(\d{3}[ \u00a0]?\d{3})\b/.exec(
        (await eva.get('/dev/mail')).text,
      )?.[1]
    }
    expect((await eva.post('/inloggen/code', { code: code! })).status).toBe(303)
    const requests = await eva.get('/verzoeken')
    reference = /\/verzoeken\/([\w-]{11})/.exec(requests.text)![1]!
    const { stdout } = await run(['sign-in', 'behandelaar@voorbeeld.example', '--staff'])
    const staff = await enter(stdout.trim())
    const queue = (await staff.get('/werkvoorraad')).text
    expect(queue).toContain(reference)
    expect(queue).toMatch(/te laat/)
    expect((await staff.get('/werkvoorraad?lijst=waiting')).status).toBe(200)
  }, 240_000)

  it('stops on Ctrl-C with exit code 0, keeps everything, and prints fresh links the next time', async () => {
    expect(await stop(first)).toBe(0)
    const second = await demo([])
    expect(second.said()).not.toContain('Making a demo organisation')
    const eva = await enter(linksIn(second.text)[0]![1])
    expect((await eva.get('/verzoeken')).text).toContain(reference)
    expect(linksIn(second.text).map(([, link]) => link)).not.toContain(linksIn(first.text)[0]![1])
    expect(await stop(second)).toBe(0)
  }, 300_000)

  it('starts anew with --fresh, and only in a folder that a demo made', async () => {
    const third = await demo(['--fresh', '--members', '30'])
    expect(third.said()).toContain('Making a demo organisation')
    const eva = await enter(linksIn(third.text)[0]![1])
    expect((await eva.get('/verzoeken')).text).not.toContain(reference)
    expect(await stop(third)).toBe(0)

    const foreign = path.join(folder, 'foreign')
    await mkdir(foreign)
    await writeFile(path.join(foreign, 'precious.txt'), 'mine')
    const refused = await demo(['--fresh'], foreign)
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('was not made by a demo')
    expect(await readFile(path.join(foreign, 'precious.txt'), 'utf8')).toBe('mine')
  }, 150_000)

  it('keeps its secrets to this user', async () => {
    for (const name of ['demo.json', 'keys/log.pem', 'keys/bundle.pem', 'inzage.sqlite']) {
      expect((await stat(path.join(folder, 'demo', name))).mode & 0o077, name).toBe(0)
    }
  })

  it('says in one sentence that its port is taken, before it makes anything', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(port, '127.0.0.1', resolve))
    const data = path.join(folder, 'never')
    const refused = await demo([], data)
    expect(await refused.ended).toBe(1)
    expect(refused.said().trim()).toBe(`Port ${port} is taken by another program. Choose another one: PORT=3001`)
    expect(existsSync(data)).toBe(false)
    await new Promise(resolve => other.close(resolve))
  }, 240_000)
})

/** Another command on the demo's data, while it runs. */
async function run(words: string[]): Promise<{ stdout: string }> {
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, DATA_DIR: path.join(folder, 'demo'), NODE_ENV: 'production' }
  const child = spawn(process.execPath, [command, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()))
  await new Promise(resolve => child.once('exit', resolve))
  return { stdout }
}
