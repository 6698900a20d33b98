/** Recipients are told of a change (Art. 19): once each, also when they are down, also when we stop halfway. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Portal } from '#app/portal.ts'
import { recipientsToTell } from '#app/told/recipients.ts'
import { sendNotices } from '#app/told/send.ts'
import { deliver, isPublic } from '#app/told/webhook.ts'
import { makeNotices, noticesTo, takeBackNotices, triesOf } from '#db/notice.ts'
import { takeNotice } from '#db/notice-job.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import { noticeState } from '#domain/notice.ts'
import type { Located } from '#domain/subject.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const secret = `whsec_${Buffer.from('a secret of at least 24 bytes!').toString('base64')}`
const system = { kind: 'system', ref: 'operator' } as const

const folder = mkdtempSync(path.join(tmpdir(), 'inzage-told-'))
const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
execFileSync(
  'openssl',
  [
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'.split(' '),
    ['-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certFile],
  ].flat(),
  { stdio: 'ignore' },
)
const ca = readFileSync(certFile, 'utf8')

/** A recipient's own server, that answers what it is told to. */
let answer = 204
const got: { id: string; body: unknown }[] = []
let server: Server
let port = 0
beforeAll(async () => {
  server = createServer({ key: readFileSync(keyFile), cert: ca }, (request, response) => {
    let text = ''
    request.on('data', part => (text += String(part)))
    request.on('end', () => {
      if (answer === 204) {
        const headers = request.headers as Record<string, string>
        const now = Number(headers['webhook-timestamp']) * 1000
        // The clock of the test stands still, so the library's own look at the time would refuse it.
        const signature = new Webhook(secret).sign(headers['webhook-id']!, new Date(now), text)
        const signed = signature === headers['webhook-signature']
        got.push({ id: headers['webhook-id']!, body: signed ? JSON.parse(text) : 'not signed' })
      }
      response
        .writeHead(answer, { location: `https://localhost:${port}/elsewhere` })
        .end('x'.repeat(answer === 200 ? 200_000 : 0))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

for (const engine of engines) {
  describe(`telling recipients on ${engine.name}`, () => {
    let world: World
    let portal: Portal
    let self: Located
    let subjectId: string
    let name: string
    beforeAll(async () => {
      world = await openWorld({ engine })
      self = (await world.portal.people.locate({ email: 'eva@voorbeeld.example' }))!
      const [first] = await recipientsToTell(world.portal, self, world.clock.now)
      name = first!.recipient
      const { register, config } = world.portal
      const hooked = {
        ...register.recipients[0]!,
        id: 'hooked',
        label: { nl: name, en: name },
        notify: { webhook: `https://localhost:${port}/hook`, secret: 'HOOK_SECRET' },
      }
      portal = {
        ...world.portal,
        register: { ...register, recipients: [...register.recipients, hooked] },
        config: { ...config, webhooks: { secrets: { HOOK_SECRET: secret }, allow: [`localhost:${port}`] } },
      }
      subjectId = await record(world.portal.store, world.clock.now, system, async ledger => {
        ledger.entry('settings.changed')
        return (await knowSubject(ledger, { source: register.subject.source, key: self.key, language: 'nl' })).id
      })
    })
    afterAll(() => world.close())

    const make = async (causeId: string) => {
      const recipients = await recipientsToTell(portal, self, world.clock.now)
      return record(portal.store, world.clock.now, system, async ledger => {
        ledger.entry('settings.changed')
        return makeNotices(ledger, { subjectId, cause: 'correction', causeId, categories: ['account'], recipients })
      })
    }
    const noticeOf = async (causeId: string) =>
      (await noticesTo(portal.store.read, portal.store.t, subjectId)).find(
        each => each.causeId === causeId && each.recipient === name,
      )!

    it('is by hand without an address in the register, and by the register’s way with one', async () => {
      const before = await recipientsToTell(world.portal, self, world.clock.now)
      expect(before.length).toBeGreaterThan(0)
      expect(before.every(each => each.way === 'hand')).toBe(true)
      expect((await recipientsToTell(portal, self, world.clock.now)).find(each => each.recipient === name)?.way).toBe(
        'webhook',
      )
      expect(await recipientsToTell(portal, self, '2000-01-01T00:00:00.000Z')).toEqual([])
    })

    it('one notice per recipient and cause; a recipient that is down gets it later, exactly once', async () => {
      const made = await make('c1')
      expect(made).toBeGreaterThan(0)
      expect(await make('c1')).toBe(0)
      answer = 503
      got.length = 0
      await sendNotices(portal, { ca })
      await sendNotices(portal, { ca })
      expect(noticeState(await noticeOf('c1'))).toBe('pending')
      expect((await noticeOf('c1')).attempts).toBe(1)
      answer = 204
      world.clock.forward(61)
      await sendNotices(portal, { ca })
      world.clock.forward(86_400)
      await sendNotices(portal, { ca })
      const notice = await noticeOf('c1')
      expect(noticeState(notice)).toBe('acknowledged')
      expect(got).toEqual([{ id: notice.id, body: expect.objectContaining({ type: 'personal-data.correction' }) }])
      const tries = await triesOf(portal.store.read, portal.store.t, notice.id)
      expect(tries.map(each => [each.status, each.trouble])).toEqual([
        [503, 'HTTP 503'],
        [204, null],
      ])
    })

    it('stopping between sending and recording keeps the id', async () => {
      await make('c2')
      got.length = 0
      answer = 204
      const { id } = await noticeOf('c2')
      const taken = await takeNotice(portal.store, id, world.clock.now)
      const body = JSON.stringify({ type: 'personal-data.correction' })
      const url = `https://localhost:${port}/hook`
      await deliver({ url, secret, id, at: new Date(world.clock.now), body, allow: [`localhost:${port}`], ca })
      // The process is gone here. Its lease runs out, and another one takes the notice up.
      expect(taken).not.toBeNull()
      await sendNotices(portal, { ca })
      expect(got.length).toBe(1)
      world.clock.forward(61)
      await sendNotices(portal, { ca })
      expect(got.map(each => each.id)).toEqual([id, id])
      expect(noticeState(await noticeOf('c2'))).toBe('acknowledged')
    })

    it('what is taken back before anybody heard of it leaves nothing', async () => {
      await make('c3')
      const left = await record(portal.store, world.clock.now, system, async ledger => {
        ledger.entry('settings.changed')
        return takeBackNotices(ledger, 'c3')
      })
      expect(left).toEqual([])
      expect(await noticeOf('c3')).toBeUndefined()
    })

    it('staff settle one by hand, with a reason, and the person reads it', async () => {
      await make('c4')
      const notices = await noticesTo(portal.store.read, portal.store.t, subjectId)
      const hand = notices.find(each => each.causeId === 'c4' && each.way === 'hand')
      if (!hand) return
      const staff = await world.signInStaff('handler')
      const here = `/berichten-aan-ontvangers?lijst=hand&bericht=${hand.id}`
      expect((await staff.get(here)).text).not.toContain(self.number)
      expect((await staff.post(here, { intent: 'settle', notice: hand.id, as: 'told', why: '' })).status).toBe(422)
      expect((await staff.post(here, { intent: 'show', notice: hand.id })).text).toContain(self.number)
      const done = await staff.post(here, {
        intent: 'settle',
        notice: hand.id,
        as: 'impossible',
        why: 'Bedrijf opgeheven',
      })
      expect(done.status).toBe(303)
      const member = await world.enter('eva@voorbeeld.example')
      expect((await member.get('/wie-heeft-gekeken')).text).toContain('Bedrijf opgeheven')
    })
  })
}

describe('which addresses are called (T18)', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '172.20.0.1',
    '100.64.0.1',
    '224.0.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fe80::1',
    'fd00::1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'nonsense',
  ])('not %s', ip => expect(isPublic(ip)).toBe(false))
  it.each(['8.8.8.8', '2606:4700::1111'])('but %s', ip => expect(isPublic(ip)).toBe(true))

  const to = (url: string, allow: readonly string[] = []) =>
    deliver({ url, secret, id: 'x', at: new Date(), body: '{}', allow, ca }).then(each => each.trouble)
  it('only https on 443, unless it is allowed by name', async () => {
    expect(await to(`https://localhost:${port}/`)).toBe('blocked')
    expect(await to('https://localhost/')).toBe('blocked')
    expect(await to('http://localhost/', ['localhost:443'])).toBe('blocked')
    expect(await to('https://169.254.169.254/')).toBe('blocked')
    expect(await to('https://[::ffff:127.0.0.1]/')).toBe('blocked')
    expect(await to('https://0x7f.1/')).toBe('blocked')
  })
  it('follows no redirect, and reads no endless answer', async () => {
    answer = 302
    expect(await to(`https://localhost:${port}/`, [`localhost:${port}`])).toBe('HTTP 302')
    answer = 200
    expect(await to(`https://localhost:${port}/`, [`localhost:${port}`])).toBe('tooLong')
    answer = 204
  })
  it('and wants a certificate that it knows', async () => {
    const tried = await deliver({
      url: `https://localhost:${port}/`,
      secret,
      id: 'x',
      at: new Date(),
      body: '{}',
      allow: [`localhost:${port}`],
    })
    expect(tried.trouble).toMatch(/CERT|SELF/)
  })
})
