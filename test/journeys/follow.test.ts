/** Somebody without an account follows their request: known and unknown alike, their own request alone, to reply and to take the answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftLetter } from '#app/letter/draft.ts'
import { letterOf } from '#app/letter/facts.ts'
import { sendDueAnswers } from '#app/letter/send.ts'
import { queueAnswer } from '#db/answer.ts'
import { decide } from '#db/decision.ts'
import { exportsOf, wantExport } from '#db/export.ts'
import { checkIdentity } from '#db/identity.ts'
import { fileLetter } from '#db/letter.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { filesOfMessages } from '#db/received-file.ts'
import { messagesOf } from '#db/message.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { planHash } from '#domain/decision.ts'
import type { Answer, Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { multipart, pdf } from '#test/multipart.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const own = 'wie@elders.example'
const colleague = newHandle()
const here = '/verzoek-doen/verzoek'
const give = {
  category: null,
  item: null,
  outcome: 'give',
  ground: null,
  reason: '',
  wouldChange: '',
  until: null,
} as const

describe.each(engines)('following a request without an account on $name', engine => {
  let world: World
  let mine: SubjectRequest
  let evas: SubjectRequest
  beforeAll(async () => {
    world = await openWorld({ engine })
    mine = await filed(own, (await change(ledger => knowStranger(ledger, 'nl'))).id)
    const person = await world.portal.people.locate({ email: eva })
    const subject = await change(async ledger => {
      ledger.entry('settings.changed')
      return knowSubject(ledger, { source: world.portal.people.id, key: person!.key, language: 'nl' })
    })
    // A letter that gave another address than the one on file.
    evas = await filed('ander@elders.example', subject.id)
  })
  afterAll(() => world.close())

  const store = () => world.portal.store
  const counting = () => world.portal.register.controller
  const change = <T>(body: (ledger: Ledger) => Promise<T>) => {
    world.clock.forward(1)
    return record<T>(store(), world.clock.now, { kind: 'staff', ref: colleague }, body)
  }
  const filed = (email: string, subjectId: string) => {
    const letter = {
      subjectId,
      email,
      name: 'W. Iemand',
      address: '',
      language: 'nl',
      text: 'Mag ik alles?',
      channel: 'letter',
      arrivedAt: world.clock.now,
      filedBy: colleague,
      onBehalf: null,
      behalfName: null,
      authority: null,
    } as const
    return change(async ledger => (await fileLetter(ledger, counting(), letter, ['access'], null, [])).requests[0]!)
  }
  /** A browser that asked for this request, and typed the code that was mailed to the address. */
  async function follow(reference: string, email: string): Promise<{ client: Client; page: Answer }> {
    const client = world.browser()
    await client.get('/verzoek-doen/volgen')
    await client.follow(await client.post('/verzoek-doen/volgen', { reference, email }))
    const answer = await client.post('/verzoek-doen/code', { code: await world.codeFor(email) })
    expect(answer.location).toBe(here)
    return { client, page: await client.follow(answer) }
  }
  const plain = ({ text }: Answer, ...words: string[]) =>
    words
      .reduce((page, word) => page.replaceAll(word, '…'), text)
      .replace(/name="csrf" value="[^"]*"/g, 'csrf')
      .replace(/nonce="[^"]*"/g, 'nonce')

  it('whatever is typed, the same happens: the same pages, one letter with a code, as many entries', async () => {
    const seen: unknown[] = []
    const { read, t } = store()
    const wanted = [
      [mine.reference, own],
      [mine.reference, 'ander@elders.example'],
      [evas.reference, eva],
      ['8KF-3MX-9TB', 'niemand@elders.example'],
    ] as const
    for (const [reference, email] of wanted) {
      const before = [await read.$count(t.mail), await read.$count(t.auditEntry)]
      const client = world.browser()
      const first = await client.get('/verzoek-doen/volgen')
      const sent = await client.post('/verzoek-doen/volgen', { reference, email })
      const code = await client.follow(sent)
      await world.letters()
      const after = [await read.$count(t.mail), await read.$count(t.auditEntry)]
      const pages = [first, code].map(page => plain(page, reference, email))
      seen.push([sent.status, sent.location, ...pages, after.map((each, index) => each - before[index]!)])
    }
    for (const each of seen) expect(each).toEqual(seen[0])
  })

  it('a number that is none is said at its field, and nothing is sent', async () => {
    const client = world.browser()
    await client.get('/verzoek-doen/volgen')
    const { read, t } = store()
    const before = await read.$count(t.mail)
    const answer = await client.post('/verzoek-doen/volgen', { reference: 'abc', email: own })
    expect([answer.status, answer.text.includes('Dit nummer klopt niet.')]).toEqual([422, true])
    expect(answer.text).toContain(own)
    expect(await read.$count(t.mail)).toBe(before)
  })

  it('shows the request to who proved its address, and to nobody else', async () => {
    const { page } = await follow(mine.reference, own)
    expect(page.text).toContain(mine.reference)
    expect(page.text).toContain('Antwoord uiterlijk op')
    for (const [reference, email] of [
      [mine.reference, eva],
      [evas.reference, 'ander@elders.example'],
      [evas.reference, own],
      ['7KF-2MX-9TB', own],
    ] as const) {
      world.clock.forward(1000)
      const other = await follow(reference, email)
      expect(other.page.text).toContain('We vinden geen verzoek')
      expect(other.page.text).not.toContain('Mag ik alles?')
      for (const place of ['brief.pdf', 'kopie']) expect((await other.client.get(`${here}/${place}`)).status).toBe(404)
      await other.client.post(here, { message: 'Hallo' })
    }
    expect(await messagesOf(store().read, store().t, evas.id)).toEqual([])
    world.clock.forward(1000)
    expect((await follow(evas.reference, eva)).page.text).toContain(evas.reference)
    // Without a visit there is nothing.
    expect((await world.browser().get(here)).location).toBe('/verzoek-doen/volgen')
    expect((await world.browser().get(`${here}/brief.pdf`)).status).toBe(404)
  })

  it('a reply with a file reaches staff, and the file can be fetched by its sender alone', async () => {
    const { client } = await follow(mine.reference, own)
    const sent = await multipart(client, here, { message: 'Hier is het.' }, [{ name: 'bewijs.pdf', content: pdf }])
    expect(sent.location).toBe(`${here}?gedaan=sent`)
    const page = await client.follow(sent)
    expect(page.text).toContain('Hier is het.')
    const link = /\/verzoek-doen\/verzoek\/bestand\/[\w-]{22}/.exec(page.text)![0]
    expect((await client.get(link)).bytes.equals(pdf)).toBe(true)
    const [message] = await messagesOf(store().read, store().t, mine.id)
    expect(message).toMatchObject({ from: 'member', text: 'Hier is het.' })
    expect(await filesOfMessages(store().read, store().t, [message!.id])).toHaveLength(1)
    expect((await world.browser().get(link)).status).toBe(404)
    world.clock.forward(1000)
    const { client: other } = await follow(evas.reference, eva)
    expect((await other.get(link)).status).toBe(404)
  })

  it('the letter and the copy are there once the letter was sent; the copy asks for a code of the last minutes', async () => {
    await change(ledger =>
      checkIdentity(ledger, counting(), mine, {
        method: 'callBack',
        note: '',
        staffId: colleague,
        sure: true,
        answeredOn: dayOf(world.clock.now, counting().timeZone),
      }),
    )
    const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
    await change(ledger => wantExport(ledger, { requestId: mine.id, subjectId: mine.subjectId, scope, language: 'nl' }))
    await world.makeCopies()
    world.clock.forward(1000)
    const before = await follow(mine.reference, own)
    expect(before.page.text).toContain('Je kopie komt samen met onze brief')
    expect((await before.client.get(`${here}/kopie`)).status).toBe(404)
    expect((await before.client.get(`${here}/brief.pdf`)).status).toBe(404)

    await change(ledger => decide(ledger, counting(), mine, give, colleague))
    await world.makeCopies()
    const letter = await letterOf(world.portal, mine, { now: world.clock.now, language: 'nl' })
    const { text } = await draftLetter(world.portal, letter!, 'nl')
    await change(ledger =>
      saveDraft(ledger, counting(), { requestId: mine.id, language: 'nl', text, staffId: colleague }),
    )
    const plan = planHash(await answerPlanOf(store().read, store().t, mine.id))
    const sending = { requestId: mine.id, planHash: plan, partsMissing: 0, language: 'nl', way: 'page' } as const
    await change(ledger => queueAnswer(ledger, counting(), { ...sending, staffId: colleague }))
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(1)

    const page = await before.client.get(here)
    expect(page.text).toContain(`${here}/brief.pdf`)
    expect((await before.client.get(`${here}/brief.pdf`)).headers['content-type']).toBe('application/pdf')
    world.clock.forward(1000)
    expect((await before.client.get(`${here}/kopie`)).location).toBe('/verzoek-doen/volgen?opnieuw=1')
    const fresh = await follow(mine.reference, own)
    const copy = await fresh.client.get(`${here}/kopie`)
    expect([copy.status, copy.headers['content-type']]).toEqual([200, 'application/zip'])
    expect((await exportsOf(store().read, store().t, mine.id))[0]!.downloadedAt).not.toBeNull()
    // The visit closes by itself, and signs nobody in.
    expect((await fresh.client.get('/verzoeken')).status).toBe(303)
    world.clock.forward(7300)
    expect((await fresh.client.get(here)).location).toBe('/verzoek-doen/volgen')
  })
})
