/** Forms with files as no browser sends them: nothing is kept, memory stays within its room, and others are served. */
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { largestFile } from '#domain/received-file.ts'
import { type Client, ownForm } from '#test/client.ts'
import { bodyOf, multipart, pdf } from '#test/multipart.ts'
import { openWorld, type World } from '#test/world.ts'

const path = '/werkvoorraad/nieuw'
const fields = {
  intent: 'file',
  channel: 'mail',
  day: '2026-11-03',
  time: '14:05',
  name: 'Iemand',
  rights: ['access'],
  text: 'Stuur mij alles.',
}

let world: World
let staff: Client
beforeAll(async () => {
  // One proxy in front, so that every client can have an address of its own.
  world = await openWorld({ settings: { PROXIES: '1' } })
  staff = await world.signInStaff('handler')
  await staff.get(path)
})
afterAll(() => world.close())

const kept = async () => {
  const { read, t } = world.portal.store
  return [await read.$count(t.letter), await read.$count(t.receivedFile)]
}
const boundary = '----formxyz'
const send = (body: Buffer, headers: Record<string, string> = {}, to = path) =>
  staff.send(to, {
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, ...ownForm(staff.origin), ...headers },
    body,
  })
const whole = (files: Parameters<typeof bodyOf>[2] = [{ name: 'brief.pdf', content: pdf }]) =>
  bodyOf(boundary, { csrf: staff.csrf, ...fields }, files)

describe('a form with files', () => {
  it('is taken as it should be', async () => {
    const before = await kept()
    expect((await send(whole())).status).toBe(303)
    expect(await kept()).toEqual(before.map(count => count + 1))
    await staff.get(path)
  })

  it.each<[string, number, () => Promise<{ status: number }>]>([
    ['without our token', 403, () => send(bodyOf(boundary, fields, [{ name: 'brief.pdf', content: pdf }]))],
    ['with two tokens', 403, () => send(bodyOf(boundary, { csrf: [staff.csrf, staff.csrf], ...fields }, []))],
    ['with the token after the file', 403, () => send(swapped())],
    ['with much before the token', 403, () => send(bodyOf(boundary, { text: 'x'.repeat(70_000), csrf: 'x' }, []))],
    ['from another site', 403, () => send(whole(), { Origin: 'https://evil.example' })],
    ['on a page that takes none', 415, () => send(whole(), {}, '/werkvoorraad')],
    ['without a boundary', 400, () => send(whole(), { 'Content-Type': 'multipart/form-data; x=y' })],
    ['with another boundary', 400, () => send(whole(), { 'Content-Type': 'multipart/form-data; boundary=anders' })],
    ['with a boundary that is too long', 400, () => send(whole(), boundaryOf('x'.repeat(200)))],
    ['cut off before its end', 400, () => send(whole().subarray(0, -30))],
    ['cut off in a header', 400, () => send(whole().subarray(0, whole().indexOf('Content-Type')))],
    ['with a header that never ends', 400, () => send(endless())],
    ['with a name that is no UTF-8', 400, () => send(notUtf8())],
    ['with too many fields', 400, () => send(bodyOf(boundary, { csrf: staff.csrf, x: Array(600).fill('y') }, []))],
    ['with too much text', 413, () => send(bodyOf(boundary, { csrf: staff.csrf, text: 'x'.repeat(70_000) }, []))],
    ['with a length that promises too much', 413, () => tooLong()],
    ['empty', 400, () => send(Buffer.alloc(0))],
  ])('is refused %s (%i), and nothing is kept', async (_, status, ask) => {
    const before = await kept()
    expect((await ask()).status).toBe(status)
    expect(await kept()).toEqual(before)
    expect((await world.browser().get('/healthz')).status).toBe(200)
  })

  const boundaryOf = (text: string) => ({ 'Content-Type': `multipart/form-data; boundary=${text}` })
  const swapped = () => {
    const [head, file] = [
      bodyOf(boundary, { csrf: staff.csrf }, []),
      bodyOf(boundary, {}, [{ name: 'a.pdf', content: pdf }]),
    ]
    return Buffer.concat([file.subarray(0, file.lastIndexOf(`--${boundary}--`)), head])
  }
  const endless = () =>
    Buffer.concat([
      whole().subarray(0, whole().lastIndexOf(`--${boundary}--`)),
      Buffer.from(`--${boundary}\r\nX: ${'a'.repeat(20_000)}`),
    ])
  const notUtf8 = () => {
    const body = whole()
    body[body.indexOf('brief.pdf')] = 0xff
    return body
  }
  /** Says that it is a gigabyte, and waits for what the server says to that. */
  const tooLong = () =>
    new Promise<{ status: number }>((resolve, reject) => {
      const socket = net.connect(world.running.port, '127.0.0.1')
      const lines = [
        `POST ${path} HTTP/1.1`,
        `Host: ${new URL(staff.origin).host}`,
        `Cookie: ${[...staff.jar].map(([name, value]) => `${name}=${value}`).join('; ')}`,
        `Content-Type: multipart/form-data; boundary=${boundary}`,
        ...Object.entries(ownForm(staff.origin)).map(([name, value]) => `${name}: ${value}`),
        'Content-Length: 1000000000',
      ]
      socket.on('error', reject)
      socket.on('data', data => {
        resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1]) })
        socket.destroy()
      })
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    })

  it('with a file that is too large comes back with what was typed, and nothing is kept', async () => {
    const before = await kept()
    const large = Buffer.concat([pdf, Buffer.alloc(largestFile)])
    const answer = await multipart(staff, path, fields, [{ name: 'groot.pdf', content: large }])
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Een bestand is te groot')
    expect(answer.text).toContain('Stuur mij alles.')
    expect(await kept()).toEqual(before)
    const many = Array.from({ length: 6 }, (_, n) => ({ name: `${n}.pdf`, content: pdf }))
    expect((await multipart(staff, path, fields, many)).text).toContain('te veel bestanden')
    const together = Array.from({ length: 3 }, (_, n) => ({
      name: `${n}.pdf`,
      content: large.subarray(0, largestFile),
    }))
    expect((await multipart(staff, path, fields, together)).text).toContain('Een bestand is te groot')
    expect(await kept()).toEqual(before)
  })

  it('that is a picture and a page at once is kept as what it begins with, and goes out as something to save', async () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<script>alert(1)</script>')])
    const answer = await multipart(staff, path, fields, [{ name: 'x.html', content: jpeg, type: 'text/html' }])
    const page = await staff.follow(answer)
    expect(page.text).toContain('>x.jpg<')
    const file = await staff.get(/\/bestand\/[\w-]{22}/.exec(page.text)![0])
    expect(file.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' })
    expect(file.headers['content-disposition']).toMatch(/^attachment/)
  })
})

describe('two hundred slow uploads', () => {
  it('are held to the room there is for all together, and others are served meanwhile', async () => {
    await staff.get(path)
    const begun = process.memoryUsage().rss
    const part = whole([{ name: 'traag.pdf', content: Buffer.concat([pdf, Buffer.alloc(2_000_000)]) }])
    const cookies = [...staff.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const sockets = Array.from({ length: 200 }, (_, n) => {
      const socket = net.connect(world.running.port, '127.0.0.1')
      const lines = [
        `POST ${path} HTTP/1.1`,
        `Host: ${new URL(staff.origin).host}`,
        `Cookie: ${cookies}`,
        `X-Forwarded-For: 192.0.2.${n}`,
        `Content-Type: multipart/form-data; boundary=${boundary}`,
        ...Object.entries(ownForm(staff.origin)).map(([name, value]) => `${name}: ${value}`),
        `Content-Length: ${part.length}`,
      ]
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
      // All but the end, and then nothing more.
      socket.write(part.subarray(0, -1000))
      return socket
    })
    const answered = sockets.map(
      socket =>
        new Promise<number>(resolve => {
          socket.on('data', data => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1] ?? 0)))
          socket.on('error', () => resolve(0))
        }),
    )
    const silent = () => new Promise<number>(resolve => setTimeout(resolve, 8000, -1))
    const refused = await Promise.all(answered.map(one => Promise.race([one, silent()])))
    // 200 × 2 MB is four times what all may hold: those that found no room were told, or hung up on while they sent.
    const waiting = refused.filter(status => status === -1).length
    expect([waiting > 0, waiting <= 60, refused.includes(503)], `${waiting} wait`).toEqual([true, true, true])
    expect((await world.browser().get('/hulp')).status).toBe(200)
    expect(process.memoryUsage().rss - begun).toBeLessThan(400_000_000)
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => setTimeout(resolve, 300))
    // The room is free again.
    expect((await multipart(staff, path, fields, [{ name: 'brief.pdf', content: pdf }])).status).toBe(303)
  }, 60_000)

  it('of one peer are no more than four at a time', async () => {
    await staff.get(path)
    const part = whole()
    const cookies = [...staff.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const lines = [
      `POST ${path} HTTP/1.1`,
      `Host: ${new URL(staff.origin).host}`,
      `Cookie: ${cookies}`,
      'X-Forwarded-For: 198.51.100.7',
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      ...Object.entries(ownForm(staff.origin)).map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${part.length}`,
    ]
    const sockets = Array.from({ length: 4 }, () => net.connect(world.running.port, '127.0.0.1'))
    for (const socket of sockets)
      socket.write(`${lines.join('\r\n')}\r\n\r\n${part.subarray(0, 300).toString('latin1')}`)
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await send(whole(), { 'X-Forwarded-For': '198.51.100.7' })).status).toBe(503)
    expect((await send(whole(), { 'X-Forwarded-For': '198.51.100.8' })).status).toBe(303)
    for (const socket of sockets) socket.destroy()
  })
})
