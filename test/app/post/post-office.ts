/** A real mail server on loopback that does as it is told: takes letters, refuses them, or hangs up. */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** What happens to the next letter: `now not` and `never` are answers 451 and 550; `hangUp` takes it and drops the line. */
export type Mood = 'take' | 'notNow' | 'never' | 'neverThisMessage' | 'hangUp'

export type PostOffice = {
  url: string
  /** Envelope recipient and parsed letter, as they came in. */
  letters: { to: string; raw: string; email: Email }[]
  moods: Mood[]
  close(): Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
  const letters: PostOffice['letters'] = []
  const moods: Mood[] = []
  let mood: Mood = 'take'
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo(address, _session, done) {
      mood = moods.shift() ?? 'take'
      if (mood === 'notNow')
        return done(Object.assign(new Error(`try ${address.address} later`), { responseCode: 451 }))
      if (mood === 'never') return done(Object.assign(new Error(`no ${address.address} here`), { responseCode: 550 }))
      return done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks)
        if (mood === 'neverThisMessage') return done(Object.assign(new Error('too strange'), { responseCode: 554 }))
        void PostalMime.parse(raw).then(email => {
          const to = session.envelope.rcptTo[0]?.address ?? ''
          letters.push({ to, raw: raw.toString(), email })
          if (mood !== 'hangUp') return done()
          // It is in the mailbox, but the sender never hears so.
          for (const connection of server.connections) {
            const socket: unknown = Reflect.get(connection, '_socket')
            if (socket instanceof Object && 'destroy' in socket && typeof socket.destroy === 'function')
              socket.destroy()
          }
        })
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    moods,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
