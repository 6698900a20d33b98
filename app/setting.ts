/** The form of each setting: what is accepted, what to expect in words, and how a wrong value is shown without leaking it. */
import { z } from 'zod'

export type Mode = 'production' | 'demo' | 'test'

export type Form<T> = {
  schema(mode: Mode): z.ZodType<T>
  /** Ends the sentence "Expected: …". */
  expected(mode: Mode): string
  /** A wrong value as it may stand in a terminal or a log. */
  show(value: string): string
  /** Used when the setting is absent; undefined: then it must be there. */
  otherwise?(mode: Mode): T | undefined
}

/** At least this much chance in the secret. */
const secretBytes = 32
/** 32 random bytes hold 30 different values on average; fewer than this is a word or a pattern. */
const differentBytes = 16

const quoted = (value: string) => `"${value.length > 80 ? `${value.slice(0, 80)}…` : value}"`
const otherForm = (value: string) => `in another form (${value.length} characters)`
const lengthOnly = (value: string) => `too weak or in another form (${value.length} characters)`
/** An address whose password holds `/` or `@` is no address to a parser: everything up to the last `@` goes, and what has none is not shown. */
const withoutPassword = (value: string) =>
  /^[a-z+]+:\/\/|^[\w.:-]*$/i.test(value) ? quoted(value.replace(/\/\/.*@/s, '//***@')) : otherForm(value)
const parsed = (value: string) => (URL.canParse(value) ? new URL(value) : null)

/** The secret's bytes, from hex or base64 (either alphabet); null when it is neither or has too little chance in it. */
export function secretOf(text: string): Buffer | null {
  const hex = /^(?:[0-9a-f]{2})+$/i.test(text)
  if (!hex && !/^[\w+/-]+={0,2}$/.test(text)) return null
  const bytes = Buffer.from(text, hex ? 'hex' : 'base64')
  return bytes.length >= secretBytes && new Set(bytes).size >= differentBytes ? bytes : null
}

/** The form of Standard Webhooks: 24 to 64 random bytes. */
export const isWebhookSecret = (text: string): boolean => {
  const [, bytes] = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(text) ?? []
  const length = bytes ? Buffer.from(bytes, 'base64').length : 0
  return length >= 24 && length <= 64
}

/** An origin as people type it, without a slash at the end; null when it is more, less or other than that. */
function originOf(text: string, mode: Mode): string | null {
  const url = parsed(text)
  if (!url || (url.protocol !== 'https:' && (mode === 'production' || url.protocol !== 'http:'))) return null
  return url.username || url.pathname !== '/' || url.search || url.hash ? null : url.origin
}

/** A string that `read` makes a value of. */
const read = <T>(from: (text: string) => T | null | undefined) =>
  z.string().transform((text, context) => {
    const value = from(text)
    if (value !== null && value !== undefined) return value
    context.addIssue({ code: 'custom', message: 'wrong form' })
    return z.NEVER
  })

const whole = (least: number, most: number, standard: number): Form<number> => ({
  schema: () => read(text => (/^\d{1,6}$/.test(text) && +text >= least && +text <= most ? +text : null)),
  expected: () => `a whole number from ${least} to ${most}`,
  show: quoted,
  otherwise: () => standard,
})

const baseUrl: Form<string> = {
  schema: mode => read(text => originOf(text, mode)),
  expected: mode =>
    mode === 'production'
      ? 'an https address without a path, like https://privacy.example.nl'
      : 'an http(s) address without a path',
  show: withoutPassword,
  otherwise: mode => (mode === 'production' ? undefined : ''),
}
const mailUrl: Form<string | null> = {
  schema: () => read(text => (/^smtps?:$/.test(parsed(text)?.protocol ?? '') && parsed(text)?.hostname ? text : null)),
  expected: () => 'smtp://user:password@host:port or smtps://…',
  show: withoutPassword,
  otherwise: mode => (mode === 'production' ? undefined : null),
}
const mailFrom: Form<string> = {
  schema: () => z.string().regex(/^(?:[^<>"\r\n]+ <[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)$/),
  expected: () => 'the sender of all mail, like Privacy <privacy@example.nl>',
  show: quoted,
  otherwise: mode => (mode === 'production' ? undefined : 'Inzage demo <demo@inzage.invalid>'),
}
const secret: Form<Buffer> = {
  schema: () => read(secretOf),
  expected: () => `at least ${secretBytes} random bytes as base64 or hex, for instance from: openssl rand -base64 32`,
  show: lengthOnly,
}
const databaseUrl: Form<string | null> = {
  schema: () =>
    read(text => {
      const url = parsed(text)
      return url && /^postgres(?:ql)?:$/.test(url.protocol) && url.pathname.length > 1 ? text : null
    }),
  expected: () => 'postgres://user:password@host:port/database, or nothing for SQLite in DATA_DIR',
  show: withoutPassword,
  otherwise: () => null,
}
const dataDir: Form<string> = {
  schema: () => z.string().min(1),
  expected: () => 'a folder that this program can write and that others on the machine cannot read (chmod 700)',
  show: quoted,
  otherwise: () => 'var',
}
const host: Form<string> = {
  schema: () => z.string().regex(/^[\w.:-]+$/),
  expected: () => 'the address to listen on, like 127.0.0.1 or 0.0.0.0',
  show: quoted,
  otherwise: () => '127.0.0.1',
}
const hosts: Form<readonly string[]> = {
  schema: () =>
    read(text => {
      const each = text.split(',').map(one => one.trim().toLowerCase())
      return each.every(one => /^[\w.:-]+:\d{1,5}$/.test(one)) ? each : null
    }),
  expected: () => 'host:port, with a comma between two, like hooks.internal.example:8443',
  show: quoted,
  otherwise: () => [],
}
const logLevel: Form<string> = {
  schema: () => z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  expected: () => 'trace, debug, info, warn, error or silent',
  show: quoted,
  // A demo's terminal shows where to go; what works needs no line.
  otherwise: mode => (mode === 'demo' ? 'warn' : 'info'),
}

export const forms = {
  port: whole(0, 65_535, 3000),
  workers: whole(0, 16, 1),
  proxies: whole(0, 4, 0),
  manyOpened: whole(1, 100_000, 30),
  baseUrl,
  mailUrl,
  mailFrom,
  secret,
  databaseUrl,
  dataDir,
  host,
  logLevel,
  hosts,
}
