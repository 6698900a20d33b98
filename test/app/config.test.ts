import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigRefused, demoRegister, type Environment, readConfig } from '#app/config.ts'

let folder: string
let good: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inzage-config-'))
  good = {
    BASE_URL: 'https://privacy.example.nl',
    INZAGE_SECRET: randomBytes(32).toString('base64'),
    MAIL_URL: 'smtps://user:hunter2@mail.example.nl',
    MAIL_FROM: 'Privacy <privacy@example.nl>',
    REGISTER: demoRegister,
    DATA_DIR: path.join(folder, 'data'),
    PLATFORM_DATABASE: path.join(folder, 'platform.sqlite'),
    PLATFORM_FILES: folder,
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The sentences that this environment is refused with. */
async function refusals(env: Environment): Promise<readonly string[]> {
  try {
    await readConfig(env, 'production')
    return []
  } catch (error) {
    if (error instanceof ConfigRefused) return error.sentences
    throw error
  }
}

describe('the settings for production', () => {
  it('are accepted when all are there and strong', async () => {
    const config = await readConfig(good, 'production')
    expect(config.baseUrl).toBe('https://privacy.example.nl')
    expect(config.secret).toHaveLength(32)
    expect(config.databaseUrl).toBeNull()
    expect(config.register.controller.name).toBe('We Do Better')
    expect(config.checkpointFile).toBe(path.join(folder, 'data', 'checkpoint'))
  })

  it('are refused with one sentence for each that is missing, all at once', async () => {
    const sentences = await refusals({ DATA_DIR: good.DATA_DIR })
    expect(sentences.map(sentence => sentence.split(' ')[0])).toEqual([
      'BASE_URL',
      'INZAGE_SECRET',
      'MAIL_URL',
      'MAIL_FROM',
      'REGISTER',
    ])
    const sources = await refusals({ ...good, PLATFORM_DATABASE: '', PLATFORM_FILES: undefined })
    expect(sources.map(sentence => sentence.split(' ')[0])).toEqual(['PLATFORM_DATABASE', 'PLATFORM_FILES'])
  })

  const weak: [string, string, RegExp][] = [
    ['BASE_URL', 'http://privacy.example.nl', /https/],
    ['BASE_URL', 'privacy.example.nl', /https/],
    ['BASE_URL', 'https://privacy.example.nl/portal', /without a path/],
    ['BASE_URL', 'https://user:hunter2@privacy.example.nl', /without a path/],
    ['INZAGE_SECRET', 'hunter2', /32 random bytes/],
    ['INZAGE_SECRET', 'a'.repeat(64), /32 random bytes/],
    ['INZAGE_SECRET', 'correct horse battery staple correct horse battery staple', /32 random bytes/],
    ['INZAGE_SECRET', randomBytes(31).toString('hex'), /32 random bytes/],
    ['MAIL_URL', 'https://mail.example.nl', /smtp/],
    ['MAIL_URL', 'mail.example.nl', /smtp/],
    ['MAIL_FROM', 'nobody', /sender/],
    ['MAIL_FROM', 'A <a@b.nl>\r\nBcc: x@y.nl', /sender/],
    ['DATABASE_URL', 'mysql://user:hunter2@db/x', /postgres/],
    ['DATABASE_URL', 'postgres://db', /postgres/],
    ['DATABASE_URL', 'postgres://user:hunter2/x@db:x/x', /postgres/],
    ['DATABASE_URL', 'host=db password=hunter2', /postgres/],
    ['MAIL_URL', 'smtp://user:a/hunter2@mail.example.nl', /smtp/],
    ['MAIL_URL', 'http://user:a@hunter2@mail.example.nl', /smtp/],
    ['PORT', '70000', /whole number/],
    ['PORT', 'http', /whole number/],
    ['HOST', 'a b', /listen/],
    ['WORKERS', '-1', /whole number/],
    ['PROXIES', '9', /whole number/],
    ['LOG_LEVEL', 'loud', /trace/],
    ['REGISTER', '/nowhere/register.yaml', /register file/],
    ['DATA_DIR', '/proc/nowhere', /folder/],
  ]
  it.each(weak)(
    'refuse %s = %j in one sentence that says what is expected and where to read on',
    async (name, value, expected) => {
      const sentences = await refusals({ ...good, [name]: value })
      expect(sentences).toHaveLength(1)
      expect(sentences[0]).toMatch(new RegExp(`^${name} is `))
      expect(sentences[0]).toMatch(expected)
      expect(sentences[0]).toMatch(new RegExp(`docs/operating\\.md#${name.toLowerCase()}$`))
      expect(sentences[0]).not.toContain('hunter2')
    },
  )

  it('refuse a register with faults, with the first one and how to see the rest', async () => {
    const file = path.join(folder, 'register.yaml')
    await writeFile(file, 'version: 1\ncontroller: {}\n')
    const [sentence] = await refusals({ ...good, REGISTER: file })
    expect(sentence).toMatch(/has \d+ faults, the first on line \d+/)
    expect(sentence).toContain('inzage register check')
  })

  it('refuse a data folder that everybody on the machine can look into', async () => {
    const open = path.join(folder, 'open')
    execFileSync('mkdir', [open])
    await chmod(open, 0o755)
    expect(await refusals({ ...good, DATA_DIR: open })).toHaveLength(1)
    await chmod(open, 0o700)
    expect(await refusals({ ...good, DATA_DIR: open })).toEqual([])
  })

  it('have each their section in docs/operating.md', async () => {
    const text = await readFile('docs/operating.md', 'utf8')
    const sections = [...text.matchAll(/^### (.+)$/gm)].map(match => match[1]!.toLowerCase())
    for (const name of new Set([...weak.map(([name]) => name.toLowerCase()), 'sources', 'checkpoint_file'])) {
      expect(sections).toContain(name)
    }
  })
})

describe('the settings for a demo', () => {
  it('have defaults for all but the secret and the sources, and stay on loopback', async () => {
    const { BASE_URL: _, MAIL_URL: __, MAIL_FROM: ___, REGISTER: ____, ...demo } = good
    const config = await readConfig(demo, 'demo')
    expect(config.baseUrl).toBe('http://127.0.0.1:3000')
    expect(config.host).toBe('127.0.0.1')
    expect(config.mail.url).toBeNull()
  })
})
