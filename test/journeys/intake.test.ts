/** Staff file a letter with three rights in it; it finds its person; files come in, go out as attachments, and go for good. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { looksOf } from '#db/look.ts'
import type { Answer, Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { multipart, pdf } from '#test/multipart.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const letter = {
  intent: 'file',
  channel: 'letter',
  day: '2026-11-03',
  time: '14:05',
  person: '',
  find: '',
  name: 'E. Jansen',
  email: '',
  address: 'Dorpsstraat 1, 3511 AB Utrecht',
  language: 'nl',
  behalf: '',
  behalfName: '',
  authority: '',
  text: 'Stuur mij alles. Mijn naam is verkeerd. Verwijder mijn foto.',
  rights: ['access', 'rectification', 'erasure'],
}

describe.each(engines)('intake on $name', engine => {
  let world: World
  let staff: Client
  beforeAll(async () => {
    world = await openWorld({ engine })
    staff = await world.signInStaff('handler')
    await staff.get('/werkvoorraad/nieuw')
  })
  afterAll(() => world.close())

  const send = (fields: Record<string, string | readonly string[]>) =>
    staff.post('/werkvoorraad/nieuw', { ...letter, ...fields })
  const counts = async () => {
    const { read, t } = world.portal.store
    return [await read.$count(t.letter), await read.$count(t.subjectRequest)]
  }
  const requestsOf = async (answer: Answer) => {
    const id = /\/bericht\/([\w-]{22})/.exec(answer.location)?.[1] ?? ''
    const { read, t } = world.portal.store
    const rows = await read.select().from(t.subjectRequest)
    return rows.filter(row => row.letterId === id)
  }

  it('shows an empty form of this moment, with nothing of the term used', async () => {
    const page = await staff.get('/werkvoorraad/nieuw')
    expect(page.status).toBe(200)
    expect(page.text).toContain('value="2026-11-22"')
    expect(page.text).toContain('value="10:00"')
    expect(page.text).toContain('Nog niets gebruikt van 30 dagen.')
  })

  it('works out how much is used and the last day, without script and for script', async () => {
    const answer = await send({ intent: 'calculate' })
    expect(answer.text).toContain('19 van 29 dagen gebruikt'.replace('29', '30'))
    expect(answer.text).toContain('donderdag 3 december 2026')
    expect(answer.text).toContain('Dorpsstraat 1')
    const asked = await staff.get('/werkvoorraad/nieuw?dag=2026-10-01&tijd=09:00')
    expect(asked.text).toContain('21 dagen te laat'.replace('21', '20'))
  })

  it.each([
    ['2026-11-23', '09:00', 'nog niet geweest'],
    ['2026-11-22', '10:01', 'nog niet geweest'],
    ['2026-02-30', '09:00', 'Deze dag bestaat niet'],
    ['2026-11-20', 'ochtend', 'Dit is geen tijd'],
  ])('refuses %s %s, keeps what was typed and files nothing', async (day, time, sentence) => {
    const before = await counts()
    const answer = await send({ day, time })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Mijn naam is verkeerd')
    expect(await counts()).toEqual(before)
  })

  it('asks for what is missing, each at its field', async () => {
    const answer = await send({ channel: '', name: '', address: '', rights: [], text: '', behalf: 'parent' })
    for (const sentence of [
      'Kies hoe het binnenkwam',
      'zodat je kunt antwoorden',
      'Kies ten minste één recht',
      'Typ de tekst over',
      'Vul in wie het vraagt',
      'Schrijf op hoe je controleerde',
    ]) {
      expect(answer.text).toContain(sentence)
    }
  })

  it('offers rights from the text and ticks none', async () => {
    const answer = await send({ intent: 'suggest', rights: [] })
    expect(answer.text).toContain('Voorstel uit de tekst')
    for (const right of ['access', 'rectification', 'erasure']) expect(answer.text).toContain(`href="#rights-${right}"`)
    expect(answer.text).not.toMatch(/type="checkbox"[^>]*checked/)
    expect(answer.text).toContain('Mijn naam is verkeerd')
  })

  it('files one request per right, of the moment of arrival', async () => {
    const answer = await send({})
    expect(answer.status).toBe(303)
    const requests = await requestsOf(answer)
    expect(requests.map(each => each.right).toSorted()).toEqual(['access', 'erasure', 'rectification'])
    expect(new Set(requests.map(each => each.receivedAt))).toEqual(new Set(['2026-11-03T13:05:00.000Z']))
    expect(new Set(requests.map(each => each.need))).toEqual(new Set(['identity']))
    const page = await staff.follow(answer)
    expect(page.text).toContain('Ingevoerd als 3 verzoeken')
    for (const { reference } of requests) expect(page.text).toContain(`/werkvoorraad/${reference}`)
    // Who is not known by a source and gave no address gets no mail.
    expect(await world.letters()).toEqual([])
  })

  it('finds a member by address; the search is a look before it is shown', async () => {
    const answer = await send({ intent: 'find', find: eva })
    expect(answer.text).toContain('Gevonden. Is dit de persoon?')
    const subjectId = /id="person-([\w-]{22})"/.exec(answer.text)?.[1] ?? ''
    const { looks } = await looksOf(world.portal.store.read, world.portal.store.t, subjectId, null, 10)
    expect(looks).toMatchObject([{ part: 'identity', purpose: 'handleRequest', role: 'handler', requestId: null }])

    const filed = await send({ find: eva, person: subjectId, rights: ['access'], email: 'iemand@anders.example' })
    const [request] = await requestsOf(filed)
    expect(request).toMatchObject({ subjectId, need: 'identity' })
    // The address in the letter may be anybody's: mail goes to the address that we had.
    const letters = await world.letters()
    expect(letters.map(each => each.to)).toEqual([eva])
    expect(letters[0]!.text).toContain(request!.reference)
  })

  it('says so when nobody is found, and the search is in the log all the same', async () => {
    const { read, t } = world.portal.store
    const before = await read.$count(t.auditEntry)
    const answer = await send({ intent: 'find', find: 'niemand@voorbeeld.example' })
    expect(answer.text).toContain('Niemand gevonden')
    expect(await read.$count(t.auditEntry)).toBe(before + 1)
  })

  it('a person that a form makes up is nobody', async () => {
    const answer = await send({ person: 'AAAAAAAAAAAAAAAAAAAAAA' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Zoek opnieuw')
  })

  it('authority that was checked counts as knowing who asks (ID-06), and mail goes to the parent', async () => {
    const sent = (await world.letters()).length
    const answer = await send({
      behalf: 'parent',
      behalfName: 'M. Jansen',
      authority: 'Geboorteakte gezien aan de balie.',
      email: 'ouder@voorbeeld.example',
      rights: ['access'],
    })
    const [request] = await requestsOf(answer)
    expect(request!.need).toBe('collect')
    expect((await world.letters()).slice(sent).map(each => each.to)).toEqual(['ouder@voorbeeld.example'])
  })

  it('keeps a scan with the letter, known by its content and never by its name', async () => {
    const file = (name: string, content: Buffer) =>
      multipart(staff, '/werkvoorraad/nieuw', { ...letter, text: '' }, [{ name, content }])
    const answer = await file('../../Brief <1>.exe', pdf)
    expect(answer.status).toBe(303)
    const page = await staff.follow(answer)
    expect(page.text).toContain('Brief 1.pdf')
    for (const [name, content] of [
      ['brief.pdf', Buffer.from('<html><script>alert(1)</script>')],
      ['brief.pdf', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
      ['brief.pdf', Buffer.from('PK\u0003\u0004 a zip')],
      ['foto.jpg', Buffer.from('GIF89a\u0000\u0000')],
      ['brief.txt', Buffer.from([0x4d, 0x5a, 0x90, 0, 3])],
      ['brief.txt', Buffer.from('a\u202Eb')],
      ['leeg.pdf', Buffer.alloc(0)],
    ] as const) {
      const refused = await file(name, content)
      expect([name, refused.status]).toEqual([name, 422])
      expect(refused.text).toContain('Dit soort bestand nemen we niet aan')
    }
  })

  const fileOne = async (fields: Record<string, string | readonly string[]>) => {
    const answer = await send(fields)
    return { at: answer.location.split('?')[0]!, requests: await requestsOf(answer) }
  }

  it('finds another right in a letter later, of the same arrival, and never twice', async () => {
    const { at } = await fileOne({ rights: ['access'] })
    expect((await staff.post(at, { intent: 'split', right: 'erasure' })).status).toBe(303)
    const { read, t } = world.portal.store
    const rows = (await read.select().from(t.subjectRequest)).filter(row => at.endsWith(row.letterId ?? '-'))
    expect(rows.map(row => `${row.right} ${row.receivedAt}`).toSorted()).toEqual([
      'access 2026-11-03T13:05:00.000Z',
      'erasure 2026-11-03T13:05:00.000Z',
    ])
    const again = await staff.post(at, { intent: 'split', right: 'erasure' })
    expect([again.status, again.text.includes('Dit recht is er al')]).toEqual([422, true])
  })

  it('links a letter to a member with a reason, warns the member at their own address, and tells them who looked', async () => {
    const sam = 'sam@voorbeeld.example'
    const { at, requests } = await fileOne({ name: 'Sam', email: 'sam@elders.example', rights: ['access'] })
    const found = await staff.post(at, { intent: 'find', find: sam })
    expect(found.text).toContain('Gevonden:')
    const person = /name="person" value="([\w-]{22})"/.exec(found.text)?.[1] ?? ''
    const refused = await staff.post(at, { intent: 'link', person, find: sam, reason: ' ' })
    expect([refused.status, refused.text.includes('Schrijf op waarom je zeker weet')]).toEqual([422, true])
    const sent = (await world.letters()).length
    const done = await staff.post(at, {
      intent: 'link',
      person,
      find: sam,
      reason: 'Gebeld op het nummer dat we hadden.',
    })
    expect(done.status).toBe(303)
    const { read, t } = world.portal.store
    const [row] = (await read.select().from(t.subjectRequest)).filter(each => each.id === requests[0]!.id)
    expect(row!.subjectId).toBe(person)
    expect((await world.letters()).slice(sent).map(each => [each.to, each.subject])).toEqual([
      [sam, 'Iemand deed een verzoek over jouw gegevens'],
    ])
    const notes = await read.select().from(t.requestNote)
    expect(notes.map(each => each.text)).toContain(
      'Gekoppeld aan een deelnemer. Reden: Gebeld op het nummer dat we hadden.',
    )
    const { looks } = await looksOf(read, t, person, null, 50)
    expect(looks.some(look => look.requestId === row!.id)).toBe(true)
  })

  it('suggests what seems double, joins it and takes it apart, with both days shown', async () => {
    const one = await fileOne({ name: 'Dubbele Naam', rights: ['objection'] })
    const two = await fileOne({ name: 'dubbele naam', rights: ['objection'], day: '2026-11-10' })
    const strangers = await staff.get(two.at)
    expect(strangers.text).toContain(one.requests[0]!.reference)
    expect(strangers.text).toContain('dinsdag 3 november 2026')
    expect(strangers.text).toContain('Koppel eerst')
    // Two messages of one member.
    const find = { find: eva, person: (await member(eva)).id, rights: ['restriction'] }
    const [first, second] = [await fileOne(find), await fileOne({ ...find, day: '2026-11-10' })]
    const [a, b] = [first.requests[0]!.reference, second.requests[0]!.reference]
    const merged = await staff.post(second.at, { intent: 'merge', request: b, with: a })
    expect(merged.status).toBe(303)
    expect((await staff.get(second.at)).text).toContain(`Samengevoegd met ${a}`)
    expect((await staff.get(first.at)).text).toContain(`Ook het antwoord op ${b}`)
    expect((await staff.post(first.at, { intent: 'unmerge', request: b })).status).toBe(303)
    expect((await staff.get(second.at)).text).not.toContain('Samengevoegd met')
  })

  const member = async (email: string) => {
    const person = await world.portal.people.locate({ email })
    const { read, t } = world.portal.store
    return (await read.select().from(t.subject)).find(each => each.key === person!.key)!
  }

  it('is closed to a colleague until they say why; the sender’s words are not on the page before', async () => {
    const { at } = await fileOne({ name: 'Dichte Brief', rights: ['access'] })
    const colleague = await world.signInStaff('officer')
    const closed = await colleague.get(at)
    expect(closed.text).toContain('Het bericht is nog dicht')
    expect(closed.text).not.toContain('Dichte Brief')
    expect((await colleague.post(at, { intent: 'look' })).text).toContain('Kies waarom')
    expect((await colleague.post(at, { intent: 'look', purpose: 'supervision' })).status).toBe(303)
    expect((await colleague.get(at)).text).toContain('Dichte Brief')
    expect((await colleague.post(at, { intent: 'split', right: 'erasure' })).status).toBe(404)
  })

  it('gives a file to staff and its own person only, as an attachment that runs nowhere, and removes it for good', async () => {
    await world.enter(eva)
    const fields = { ...letter, find: eva, person: (await member(eva)).id, rights: ['access'] }
    const sent = await multipart(staff, '/werkvoorraad/nieuw', fields, [{ name: 'brief é.pdf', content: pdf }])
    const at = sent.location.split('?')[0]!
    const id = /\/bestand\/([\w-]{22})/.exec((await staff.get(at)).text)?.[1] ?? ''
    const owner = await world.enter(eva)
    const other = await world.enter('sam@voorbeeld.example')
    const admin = await world.signInStaff('admin')
    for (const client of [staff, owner]) {
      const file = await client.get(`/bestand/${id}`)
      expect(file.status).toBe(200)
      expect(Buffer.compare(file.bytes, pdf)).toBe(0)
      expect(file.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''brief%20%C3%A9.pdf",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
      expect(file.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
    }
    for (const client of [other, admin]) expect((await client.get(`/bestand/${id}`)).status).toBe(404)
    expect((await world.browser().get(`/bestand/${id}`)).status).toBe(303)
    expect((await staff.post(at, { intent: 'remove', file: id })).status).toBe(303)
    for (const client of [staff, owner]) expect((await client.get(`/bestand/${id}`)).status).toBe(404)
    expect((await multipart(staff, at, { intent: 'add' }, [{ name: 'scan.pdf', content: pdf }])).status).toBe(303)
    expect((await staff.get(at)).text).toContain('scan.pdf')
    expect((await staff.post(at, { intent: 'add' })).text).toContain('Kies een bestand.')
  })

  it('is for who may work, and for nobody else', async () => {
    const before = await counts()
    for (const role of ['officer', 'admin'] as const) {
      const other = await world.signInStaff(role)
      expect((await other.get('/werkvoorraad/nieuw')).status).toBe(404)
      expect((await other.post('/werkvoorraad/nieuw', letter)).status).toBe(404)
    }
    expect(await counts()).toEqual(before)
  })
})
