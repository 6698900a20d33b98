/** Where letters go: a mail server (SMTP), or `.eml` files in the demo. */
import { mkdir, open, rename } from 'node:fs/promises'
import { isIP } from 'node:net'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import type { Mail } from '#db/mail.ts'
import { newHandle } from '#db/random.ts'
import type { Config } from '../config.ts'

/** How long a mail server may take to be reached, to greet, and to answer, in milliseconds. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** A letter was not taken. `lasting`: trying again cannot help (the server refuses this recipient or message). */
export class NotTaken extends Error {
  override name = 'NotTaken'
  constructor(
    /** Short code; never the server's sentence, which may quote an address. */
    readonly trouble: string,
    readonly lasting: boolean,
  ) {
    super(`mail not taken: ${trouble}`)
  }
}

export type Transport = {
  /** Hands the letter over; throws NotTaken. */
  send(mail: Mail): Promise<void>
  close(): void
}

export function openTransport(config: Config): Transport {
  return config.mail.url === null ? toFiles(config) : toServer(config, config.mail.url)
}

/** The same letter always has the same Message-ID, so that a mailbox can drop a second copy of it. */
const message = (config: Config, mail: Mail) => ({
  from: config.mail.from,
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  messageId: `<${mail.id}@${new URL(config.baseUrl).hostname}>`,
  date: new Date(mail.createdAt),
  headers: { 'Content-Language': mail.language, 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
})

function toServer(config: Config, address: string): Transport {
  const url = new URL(address)
  // Letters hold sign-in codes: they travel encrypted, unless the server is this machine or the operator says otherwise.
  const requireTLS = url.protocol === 'smtp:' && !isHere(url.hostname) && !url.searchParams.has('requireTLS')
  const transport = createTransport({
    url: address,
    pool: true,
    maxConnections: 4,
    ...patience,
    ...(requireTLS ? { requireTLS } : {}),
  })
  return {
    async send(mail) {
      try {
        await transport.sendMail(message(config, mail))
      } catch (error) {
        throw notTaken(error)
      }
    },
    close: () => transport.close(),
  }
}

const isHere = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))

/** A refusal of this recipient or this message (5xx) lasts; everything else may be over next time. */
function notTaken(error: unknown): NotTaken {
  const field = (name: string): unknown =>
    error instanceof Object && name in error ? Reflect.get(error, name) : undefined
  const code = field('code')
  const answer = field('responseCode')
  const step = field('command')
  const trouble = typeof answer === 'number' ? String(answer) : typeof code === 'string' ? code : 'unknown'
  return new NotTaken(trouble, typeof answer === 'number' && answer >= 500 && (step === 'RCPT TO' || step === 'DATA'))
}

function toFiles(config: Config): Transport {
  const folder = path.join(config.dataDir, 'mail')
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(mail) {
      const { message: bytes } = await transport.sendMail(message(config, mail))
      if (!Buffer.isBuffer(bytes)) throw new Error('the letter was not made in memory')
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // By name they stand in the order of sending, also when a test's clock stands still.
      const order = process.hrtime.bigint().toString().padStart(20, '0')
      await writeWhole(path.join(folder, `${mail.createdAt.replace(/[:.]/g, '-')}-${order}-${mail.id}.eml`), bytes)
    },
    close: () => transport.close(),
  }
}

/** The whole file under its name, or nothing. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const part = `${file}.${newHandle()}.part`
  const handle = await open(part, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, file)
}
