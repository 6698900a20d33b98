/** The person's own side of a request: a copy that waits for its letter, files with messages, joined requests, the complaint folder. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendDueAnswers } from '#app/letter/send.ts'
import { draftLetter } from '#app/letter/draft.ts'
import { letterOf } from '#app/letter/facts.ts'
import { queueAnswer } from '#db/answer.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { decide } from '#db/decision.ts'
import { exportsOf, wantExport } from '#db/export.ts'
import { fileLetter } from '#db/letter.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { looksOf } from '#db/look.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import { receiveRequest, requestById, type SubjectRequest } from '#db/subject-request.ts'
import type { Item } from '#domain/item.ts'
import { dayOf } from '#domain/day.ts'
import { planHash } from '#domain/decision.ts'
import type { Right } from '#domain/right.ts'
import { unzipped } from '#test/exports/unzipped.ts'
import { inzage } from '#test/bin/inzage.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { multipart, pdf } from '#test/multipart.ts'
import { openWorld, type World } from '#test/world.ts'

const eva = 'eva@voorbeeld.example'
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }
const colleague = newHandle()
const give = {
  category: null,
  item: null,
  outcome: 'give',
  ground: null,
  reason: '',
  wouldChange: '',
  until: null,
} as const

describe.each(engines)('the side of the person on $name', engine => {
  let world: World
  let member: Client
  let staff: Client
  beforeAll(async () => {
    world = await openWorld({ engine })
    member = await world.enter(eva)
    staff = await world.signInStaff('handler')
  })
  afterAll(() => world.close())

  const store = () => world.portal.store
  const counting = () => world.portal.register.controller
  const change = <T>(body: (ledger: Ledger) => Promise<T>) => {
    world.clock.forward(1)
    return record<T>(store(), world.clock.now, { kind: 'staff', ref: colleague }, body)
  }
  const evas = async () => {
    const person = await world.portal.people.locate({ email: eva })
    return change(async ledger => {
      ledger.entry('settings.changed')
      return knowSubject(ledger, { source: world.portal.people.id, key: person!.key, language: 'nl' })
    })
  }
  async function fromLetter(right: Right, subjectId: string): Promise<SubjectRequest> {
    const letter = {
      subjectId,
      name: 'E. Jansen',
      email: eva,
      address: 'Dorpsstraat 1',
      language: 'nl',
      text: 'Mag ik alles?',
      channel: 'letter',
      arrivedAt: world.clock.now,
      filedBy: colleague,
      onBehalf: null,
      behalfName: null,
      authority: null,
    } as const
    const known = { method: 'callBack', note: '', by: colleague } as const
    return change(async ledger => (await fileLetter(ledger, counting(), letter, [right], known, [])).requests[0]!)
  }
  async function collected(request: SubjectRequest): Promise<string> {
    const { id: requestId, subjectId } = request
    await change(ledger => wantExport(ledger, { requestId, subjectId, scope, language: 'nl' }))
    await world.makeCopies()
    return (await exportsOf(store().read, store().t, requestId))[0]!.id
  }
  /** What the register sends past a person first is refused, so that nothing but the letter is waited for. */
  async function refuseWhatWaits(request: SubjectRequest): Promise<void> {
    const { read, t } = store()
    const waiting = (await read.select().from(t.requestReview)).filter(each => each.requestId === request.id)
    const refusal = {
      outcome: 'refuse',
      ground: 'rightsOfOthers',
      reason: 'Van anderen.',
      wouldChange: 'Niets.',
    } as const
    for (const { category } of waiting)
      await change(ledger => decide(ledger, counting(), request, { ...give, ...refusal, category }, colleague))
  }
  /** Decides all of it, writes the program's own letter, and sends it; `written` stops before it goes. */
  async function answered(request: SubjectRequest): Promise<void> {
    await written(request, 'page')
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(1)
  }
  async function written(request: SubjectRequest, way: 'page' | 'post'): Promise<void> {
    await change(ledger => decide(ledger, counting(), request, give, colleague))
    await world.makeCopies()
    const letter = await letterOf(world.portal, request, { now: world.clock.now, language: 'nl' })
    const { text } = await draftLetter(world.portal, letter!, 'nl')
    await change(ledger =>
      saveDraft(ledger, counting(), { requestId: request.id, language: 'nl', text, staffId: colleague }),
    )
    const plan = planHash(await answerPlanOf(store().read, store().t, request.id))
    const sending = {
      requestId: request.id,
      planHash: plan,
      partsMissing: 0,
      language: 'nl',
      staffId: colleague,
    } as const
    const queued = await change(ledger => queueAnswer(ledger, counting(), { ...sending, way }))
    expect(queued).toHaveProperty('goesAt')
  }
  /** Copies of this request that can be fetched, whoever tries. */
  const readyCopy = async (request: SubjectRequest) =>
    (await exportsOf(store().read, store().t, request.id)).find(each => each.builtAt && !each.removedAt)!

  it('a copy that staff collected for a letter is not there before our letter is, and then it is', async () => {
    const { id } = await evas()
    const request = await fromLetter('access', id)
    const first = await collected(request)
    member = await world.enter(eva)
    expect((await member.get(`/kopie/${first}`)).status).toBe(404)
    const page = await member.get(`/verzoeken/${request.reference}`)
    expect(page.text).toContain('Je kopie komt samen met onze brief')
    expect(page.text).not.toContain('/kopie/')
    await member.post(`/verzoeken/${request.reference}`, { do: 'prolong' })
    expect((await readyCopy(request)).extendedAt).toBeNull()
    await refuseWhatWaits(request)
    world.clock.forward(20 * 86_400)
    await answered(request)
    member = await world.enter(eva)
    // Made long ago, and expired meanwhile or not: its days count from the letter.
    await world.makeCopies()
    const after = await member.get(`/verzoeken/${request.reference}`)
    const link = /\/kopie\/[\w-]{22}/.exec(after.text)?.[0] ?? ''
    expect(link).not.toBe('')
    expect((await member.get(link)).status).toBe(200)
    const days = (Date.parse((await readyCopy(request)).expiresAt!) - Date.parse(world.clock.now)) / 86_400_000
    expect(days).toBeGreaterThan(14)
  })

  it('a request in the portal of which something is decided waits too; one without is fetched at once', async () => {
    const free = /[\w-]{11}$/.exec((await member.post('/downloaden', { what: 'all', as: 'both' })).location)![0]
    await world.makeCopies()
    expect((await member.get(`/verzoeken/${free}`)).text).toContain('/kopie/')
    const { id } = await evas()
    const held = await change(ledger =>
      receiveRequest(ledger, counting(), { right: 'access', subjectId: id, channel: 'portal', scope }),
    )
    await change(ledger => decide(ledger, counting(), held, { ...give, outcome: 'give' }, colleague))
    const copy = await collected(held)
    expect((await member.get(`/kopie/${copy}`)).status).toBe(404)
    expect((await member.get(`/verzoeken/${held.reference}`)).text).not.toContain('/kopie/')
  })

  it('a message takes files, by what they hold; staff fetch them after saying why, and that look is recorded', async () => {
    staff = await world.signInStaff('handler')
    const { id } = await evas()
    const request = await fromLetter('rectification', id)
    const at = `/verzoeken/${request.reference}`
    await member.get(at)
    const wrong = await multipart(member, at, { do: 'message', message: 'Kijk.' }, [
      { name: 'x.pdf', content: Buffer.from('<html>') },
    ])
    expect([wrong.status, wrong.text.includes('Dit soort bestand kunnen we niet lezen')]).toEqual([422, true])
    expect(wrong.text).toContain('Kijk.')
    const sent = await multipart(member, at, { do: 'message', message: '' }, [{ name: '../bewijs.pdf', content: pdf }])
    expect(sent.location).toBe(`${at}?gedaan=sent`)
    const page = await member.get(at)
    const link = /\/bestand\/[\w-]{22}/.exec(page.text)![0]
    expect(page.text).toContain('bewijs.pdf')
    const own = await member.get(link)
    expect([own.status, own.headers['content-disposition']]).toEqual([200, expect.stringContaining('attachment')])
    expect((await (await world.enter('sam@voorbeeld.example')).get(link)).status).toBe(404)
    expect((await staff.get(link)).location).toBe(`/werkvoorraad/${request.reference}#gegevens`)
    const work = `/werkvoorraad/${request.reference}`
    expect((await staff.get(work)).text).not.toContain('bewijs.pdf')
    await staff.post(work, { intent: 'look', purpose: 'handleRequest', seen: '999999' })
    expect((await staff.get(work)).text).toContain('bewijs.pdf')
    const looks = async () => (await looksOf(store().read, store().t, id, null, 500)).looks.length
    const before = await looks()
    expect((await staff.get(link)).status).toBe(200)
    expect(await looks()).toBe(before + 1)
  })

  it('staff see other requests of the person, join two and take them apart; the person reads which', async () => {
    staff = await world.signInStaff('handler')
    const { id } = await evas()
    const [one, two] = [await fromLetter('objection', id), await fromLetter('objection', id)]
    const work = `/werkvoorraad/${two.reference}`
    const page = await staff.get(work)
    expect(page.text).toContain('Andere verzoeken van deze persoon')
    expect(page.text).toContain('Dit is verzoek 2 binnen een jaar')
    expect(page.text).toContain(`/werkvoorraad/bericht/${two.letterId}`)
    const joined = await staff.post(work, { intent: 'merge', request: two.reference, with: one.reference })
    expect(joined.location).toBe(`${work}?gedaan=merged`)
    expect((await staff.get(work)).text).toContain(`Samengevoegd met ${one.reference}`)
    expect((await member.get(`/verzoeken/${two.reference}`)).text).toContain('Samengevoegd met een ander verzoek')
    expect((await member.get(`/verzoeken/${one.reference}`)).text).toContain(two.reference)
    await staff.post(work, { intent: 'unmerge', request: two.reference })
    expect(await requestById(store().read, store().t, two.id)).toMatchObject({ mergedInto: null })
  })

  it('two people whom no source knows are never joined, and the page says why', async () => {
    staff = await world.signInStaff('handler')
    const [a, b] = await change(async ledger => [await knowStranger(ledger, 'nl'), await knowStranger(ledger, 'nl')])
    const [one, two] = [await fromLetter('objection', a.id), await fromLetter('objection', b.id)]
    const work = `/werkvoorraad/${two.reference}`
    const answer = await staff.post(work, { intent: 'merge', request: two.reference, with: one.reference })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('We weten van geen van beide wie het is.')
    await staff.post(`/werkvoorraad/bericht/${two.letterId}`, { intent: 'look', purpose: 'handleRequest' })
    const link = { intent: 'link', person: a.id, find: '', reason: 'Zelfde naam.' }
    const linked = await staff.post(`/werkvoorraad/bericht/${two.letterId}`, link)
    expect(linked.status).toBe(422)
    expect(await requestById(store().read, store().t, two.id)).toMatchObject({ subjectId: b.id })
  })

  it('the complaint folder holds letters, files and messages, and receipts that anybody checks offline', async () => {
    const { id } = await evas()
    const request = await fromLetter('restriction', id)
    member = await world.enter(eva)
    await member.get(`/verzoeken/${request.reference}`)
    await multipart(member, `/verzoeken/${request.reference}`, { do: 'message', message: 'Zie mijn bewijs.' }, [
      { name: 'bewijs.pdf', content: pdf },
    ])
    await answered(request)
    member = await world.enter(eva)
    await member.get(`/verzoeken/${request.reference}`)
    const zip = await member.post(`/verzoeken/${request.reference}/klachtmap`)
    expect(zip.status).toBe(200)
    const file = path.join(world.folder, 'klachtmap.zip')
    await writeFile(file, zip.bytes)
    const files = await unzipped(file)
    const names = [...files.keys()]
    for (const name of ['LEES-MIJ.txt', 'tijdlijn.txt', 'termijn.txt', 'verzoek.txt', 'berichten.txt', 'brief.pdf'])
      expect(names).toContain(name)
    expect(files.get('bestanden/0001.pdf')).toEqual(pdf)
    expect(files.get('berichten.txt')!.toString()).toContain('Bestand bewijs.pdf: bestanden/0001.pdf')
    expect(files.get('verzoek.txt')!.toString()).toContain('Mag ik alles?')
    const audit = path.join(world.folder, 'klacht-audit')
    await mkdir(audit)
    for (const [name, content] of files)
      if (name.startsWith('audit/')) await writeFile(path.join(audit, path.basename(name)), content)
    const checked = await inzage(['audit', 'verify-receipt', audit, '--vkey', path.join(audit, 'log.vkey')])
    expect(checked).toMatchObject({ code: 0 })
    await rm(audit, { recursive: true })
  })

  it('nothing is hidden of a record that is not this person\u2019s', async () => {
    const { id } = await evas()
    const request = await change(ledger =>
      receiveRequest(ledger, counting(), { right: 'access', subjectId: id, channel: 'portal', scope }),
    )
    const source = world.portal.sources.get(world.portal.register.subject.source)!
    const first = async (email: string): Promise<Item> => {
      const who = (await source.locate({ email }))!
      for await (const [item] of source.collect(who, { categories: ['identity_contact'] })) if (item) return item
      throw new Error('nothing is held')
    }
    staff = await world.signInStaff('handler')
    const at = `/werkvoorraad/${request.reference}/controle`
    const hide = async ({ source: of, table, category, key, values }: Item) => {
      await staff.get(at)
      const column = Object.entries(values).find(([, value]) => value)![0]
      const place = { source: of, table, category, key, column }
      return staff.post(at, { intent: 'hide', at: 'gegeven-1', reason: 'otherPerson', seen: '999999', ...place })
    }
    const hidden = () => store().read.$count(store().t.hiddenValue)
    const before = await hidden()
    expect((await hide(await first('sam@voorbeeld.example'))).status).toBe(404)
    expect(await hidden()).toBe(before)
    expect((await hide(await first(eva))).status).toBe(303)
    expect(await hidden()).toBe(before + 1)
  })

  it('a letter that becomes late in its thirty seconds is held, and says so before it goes', async () => {
    const { id } = await evas()
    world.clock.now = '2027-01-11T09:00:00.000Z'
    const request = await fromLetter('rectification', id)
    // The last ten seconds of the last day, in Amsterdam.
    world.clock.now = '2027-02-11T22:59:50.000Z'
    await written(request, 'page')
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(0)
    const row = await requestById(store().read, store().t, request.id)
    expect(row).toMatchObject({ answeredAt: null, need: 'write' })
    expect((await auditTrail(store().read, store().t, request.id)).at(-1)).toMatchObject({
      type: 'request.letterTakenBack',
      actor: { kind: 'system' },
    })
    // Written anew on this day, with what the law asks of a late letter, it goes.
    await written(request, 'page')
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(1)
  })

  it('a letter on paper is printed with its overview, and its request closes once it was posted', async () => {
    const { id } = await evas()
    const request = await fromLetter('access', id)
    await collected(request)
    await refuseWhatWaits(request)
    await written(request, 'post')
    world.clock.forward(31)
    expect(await sendDueAnswers(world.portal)).toBe(1)
    staff = await world.signInStaff('handler')
    const work = `/werkvoorraad/${request.reference}`
    expect((await staff.get(`${work}/afdruk`)).status).toBe(404)
    await staff.get(work)
    await staff.post(work, { intent: 'look', purpose: 'handleRequest', seen: '999999' })
    const paper = await staff.get(`${work}/afdruk`)
    expect(paper.text).toContain('Dorpsstraat 1')
    expect(paper.text).toContain('Overzicht van de kopie')
    await staff.get(work)
    const early = await staff.post(work, { intent: 'close' })
    expect([early.status, early.text.includes('De brief moet nog op de post')]).toEqual([422, true])
    const brief = `${work}/brief`
    const future = await staff.post(brief, { intent: 'posted', posted: '2030-01-01' })
    expect([future.status, future.text.includes('Die dag is nog niet geweest.')]).toEqual([422, true])
    const day = dayOf(world.clock.now, counting().timeZone)
    const done = await staff.post(brief, { intent: 'posted', posted: day })
    expect(done.location).toBe(`${brief}?gedaan=posted`)
    expect((await staff.follow(done)).text).toContain('De brief ging op de post op')
    await staff.get(work)
    expect((await staff.post(work, { intent: 'close' })).location).toContain('gedaan=closed')
  })
})
