/** The settings, read from the environment once. The only file that looks at `process.env`. */
import { constants } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Register } from '#domain/register.ts'
import { readRegister } from '#sources/register/read.ts'
import { demoFolderOf, demoSettings } from './demo.ts'
import { forms, type Form, isWebhookSecret, type Mode } from './setting.ts'
import { type Oidc, readOidc } from './setting-oidc.ts'

export type { Mode }

export type Config = {
  /** `demo` and `test` bind to loopback and write mail to files; `production` refuses weak settings. */
  mode: Mode
  /** Absolute path of run-time data: store, bundles, keys, demo mail. */
  dataDir: string
  host: string
  port: number
  /** Origin that people type, without a slash at the end; the only origin that forms are accepted from. */
  baseUrl: string
  /** `postgres://…`, or null for SQLite in `dataDir`. */
  databaseUrl: string | null
  /** At least 32 random bytes; keys for codes and seals are derived from it. */
  secret: Buffer
  /** `url` null: mail is written as .eml files to `dataDir/mail` (demo and test only). */
  mail: { url: string | null; from: string }
  registerFile: string
  /** What `registerFile` says, without faults. */
  register: Register
  /** Addresses of sources, by the setting's name in the register. */
  sources: Readonly<Record<string, string>>
  /** How many export workers this process starts. */
  workers: number
  /** How many proxies of ours stand in front and add to X-Forwarded-For; 0: the peer itself is the visitor. */
  proxies: number
  /** The newest signed checkpoint is also kept here, outside the database; another volume is better. */
  checkpointFile: string
  logLevel: string
  /** The organisation's own sign-in, for each audience that has one. */
  oidc: Oidc
  /** Telling recipients by webhook: their secrets by the setting's name in the register, and who may be called on a private network. */
  webhooks: { secrets: Readonly<Record<string, string>>; allow: readonly string[] }
  /** Opening the data of more people than this within an hour is an alarm. */
  manyOpened: number
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Something in the settings is missing or weak: one sentence each, all at once. */
export class ConfigRefused extends Error {
  override name = 'ConfigRefused'
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'))
  }
}

/** The environment of this process, for commands. */
export const environment = (): Environment => process.env

/**
 * The settings for a command (`staff add`, `export`, `work`, …): those of the demo when its folder was made by
 * `inzage demo` and nothing says production, else the environment's own, checked as for production.
 * @throws ConfigRefused
 */
export async function currentConfig(env: Environment = environment()): Promise<Config> {
  const demo = env.BASE_URL ? null : await demoSettings(demoFolderOf(env))
  return demo ? readConfig({ ...env, ...demo }, 'demo') : readConfig(env, 'production')
}

/** Register of the demo organisation. */
export const demoRegister = path.resolve(import.meta.dirname, '../sources/we-do-better/register.yaml')

/**
 * Reads and checks every setting.
 * @throws ConfigRefused with one sentence per missing or weak setting
 */
export async function readConfig(env: Environment, mode: Mode): Promise<Config> {
  const refused: string[] = []
  const refuse = (name: string, what: string, expected: string, section = name.toLowerCase()) =>
    refused.push(`${name} ${what}. Expected: ${expected}. See docs/operating.md#${section}`)

  function take<T>(name: string, form: Form<T>): T | undefined {
    const seen = env[name] === '' ? undefined : env[name]
    const otherwise = seen === undefined ? form.otherwise?.(mode) : undefined
    if (otherwise !== undefined) return otherwise
    const read = form.schema(mode).safeParse(seen)
    if (read.success) return read.data
    refuse(name, seen === undefined ? 'is missing' : `is ${form.show(seen)}`, form.expected(mode))
    return undefined
  }

  const port = take('PORT', forms.port)
  const host = take('HOST', forms.host)
  const baseUrl = take('BASE_URL', forms.baseUrl) || `http://127.0.0.1:${port}`
  const secret = take('INZAGE_SECRET', forms.secret)
  const mailUrl = take('MAIL_URL', forms.mailUrl)
  const mailFrom = take('MAIL_FROM', forms.mailFrom)
  const databaseUrl = take('DATABASE_URL', forms.databaseUrl)
  const workers = take('WORKERS', forms.workers)
  const proxies = take('PROXIES', forms.proxies)
  const logLevel = take('LOG_LEVEL', forms.logLevel)
  const manyOpened = take('MANY_OPENED', forms.manyOpened)
  const oidc = readOidc(env, mode, refuse)
  const dataDir = path.resolve(take('DATA_DIR', forms.dataDir) ?? 'var')
  const folder = await folderFault(dataDir, mode)
  if (folder) refuse('DATA_DIR', `is "${dataDir}", ${folder}`, forms.dataDir.expected(mode))

  const registerFile = path.resolve(env.REGISTER || (mode === 'production' ? '' : demoRegister))
  const register = env.REGISTER || mode !== 'production' ? await registerOf(registerFile) : 'is missing'
  if (typeof register === 'string') refuse('REGISTER', register, 'the path of a register file without faults')
  const sources: Record<string, string> = {}
  const entries = typeof register === 'string' ? [] : register.sources
  for (const setting of new Set(entries.map(entry => entry.setting))) {
    const address = env[setting]
    const ids = entries.filter(entry => entry.setting === setting).map(entry => `"${entry.id}"`)
    if (address) sources[setting] = address
    else refuse(setting, 'is missing', `the address that the register needs for ${ids.join(' and ')}`, 'sources')
  }

  const allow = take('WEBHOOK_ALLOW', forms.hosts) ?? []
  const secrets: Record<string, string> = {}
  for (const { id, notify } of typeof register === 'string' ? [] : register.recipients) {
    if (!notify || !('secret' in notify)) continue
    const value = env[notify.secret] ?? ''
    if (isWebhookSecret(value)) secrets[notify.secret] = value
    else
      refuse(
        notify.secret,
        value ? `is too weak or in another form (${value.length} characters)` : 'is missing',
        `whsec_ and at least 24 random bytes as base64, shared with recipient "${id}"`,
        'webhook_allow',
      )
  }

  if (refused.length || !secret || !mailFrom || !host || !logLevel || typeof register === 'string') {
    throw new ConfigRefused(refused)
  }
  return {
    mode,
    dataDir,
    host,
    port: port ?? 0,
    baseUrl,
    databaseUrl: databaseUrl ?? null,
    secret,
    mail: { url: mailUrl ?? null, from: mailFrom },
    registerFile,
    register,
    sources,
    workers: workers ?? 1,
    proxies: proxies ?? 0,
    checkpointFile: path.resolve(env.CHECKPOINT_FILE || path.join(dataDir, 'checkpoint')),
    logLevel,
    oidc,
    webhooks: { secrets, allow },
    manyOpened: manyOpened ?? 0,
  }
}

/** The register, or what is wrong with it. */
async function registerOf(file: string): Promise<Register | string> {
  try {
    await access(file, constants.R_OK)
  } catch {
    return `is "${file}", which cannot be read`
  }
  const read = await readRegister(file)
  if ('register' in read) return read.register
  const first = read.faults[0]
  return `is "${file}", which has ${read.faults.length} faults${first ? `, the first on line ${first.line}: ${first.message}` : ''} (inzage register check "${file}" lists them)`
}

/** Why this folder cannot hold run-time data, or null. Makes it when its parent is there; a typing error makes no tree. */
async function folderFault(folder: string, mode: Mode): Promise<string | null> {
  try {
    await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    const open = (await stat(folder)).mode & 0o007
    return open && mode === 'production' ? 'which everybody on this machine can look into' : null
  } catch {
    return 'which cannot be made or written'
  }
}
