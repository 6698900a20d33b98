/**
 * What a person is told of a request is one status and one day, wherever they read it: 200 requests by chance, and after
 * every step its letter, its page, the list and the queue are put side by side (design §7.3).
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestSummary } from '#app/member/request-view.ts'
import { addressOf } from '#app/post/address.ts'
import { tellPerson, type Tidings } from '#app/post/tell.ts'
import { longDay, shortDay } from '#app/text/dates.ts'
import { words } from '#app/text/words.ts'
import { wantExport } from '#db/export.ts'
import { extendRequest } from '#db/extension.ts'
import { checkIdentity } from '#db/identity.ts'
import { receiveReply } from '#db/message.ts'
import { askQuestion } from '#db/question.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { askSecondLook, decideSecondLook, takeSecondLook } from '#db/second-look.ts'
import { knowSubject, type Subject } from '#db/subject.ts'
import {
  answerRequest,
  receiveRequest,
  refreshQueueCopy,
  requestById,
  type SubjectRequest,
  withdrawRequest,
} from '#db/subject-request.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import { rights } from '#domain/right.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { openWorld, type World } from '#test/world.ts'

const now: Instant = '2026-11-22T09:00:00.000Z'
const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const scope = { categories: null, from: null, until: null, forms: ['access', 'portability'] as const }
const machine = { kind: 'system', ref: 'worker' } as const
const staffId = newHandle()
const people = [
  { email: 'eva@voorbeeld.example', language: 'nl' },
  { email: 'sam@voorbeeld.example', language: 'en' },
] as const

const steps = [
  'doubt',
  'ask',
  'askVoid',
  'reply',
  'extend',
  'collect',
  'answer',
  'withdraw',
  'look',
  'lookEnds',
] as const
type Step = (typeof steps)[number]

/** From the arrival on: what happens, and how many days after what happened before. */
const story = fc.record({
  who: fc.integer({ min: 0, max: people.length - 1 }),
  right: fc.constantFrom(...rights),
  channel: fc.constantFrom('portal', 'letter', 'mail', 'form'),
  arrived: fc.integer({ min: 0, max: 150 }),
  happens: fc.array(fc.record({ step: fc.constantFrom(...steps), days: fc.integer({ min: 0, max: 12 }) }), {
    minLength: 1,
    maxLength: 7,
  }),
} as const)
const stories = fc.sample(story, { numRuns: 200, seed: 1126 })

describe.each(engines)('the same status and day everywhere ($name)', engine => {
  let world: World
  const clients: Client[] = []
  const subjects: Subject[] = []
  const made: { request: SubjectRequest; who: number }[] = []

  beforeAll(async () => {
    world = await openWorld({ engine, now })
    const { store, people: source } = world.portal
    for (const { email, language } of people) {
      const person = await source.locate({ email })
      const who = { source: source.id, key: person!.key, language }
      subjects.push(await record(store, now, machine, ledger => knowSubject(ledger, who)))
      clients.push(await world.enter(email))
    }
  })
  afterAll(() => world.close())

  const change = <T>(at: Instant, body: (ledger: Ledger) => Promise<T>) => record(world.portal.store, at, machine, body)

  /** Makes the step, and tells the person of it in the same change; false when it could not happen. */
  async function happen(step: Step, { id, channel }: SubjectRequest, at: Instant): Promise<boolean> {
    const { store } = world.portal
    const request = (await requestById(store.read, store.t, id))!
    const to = await addressOf(world.portal, request)
    const day = dayOf(at, counting.timeZone)
    const over = request.answeredAt !== null || request.closedAt !== null
    const question = { requestId: id, day, reason: 'twijfel', text: 'Wie ben je?', staffId }
    const make: Record<Step, (ledger: Ledger) => Promise<Tidings | null>> = {
      async doubt(ledger) {
        const doubt = { method: 'knownFact', sure: false, note: 'twijfel', staffId, answeredOn: day } as const
        await checkIdentity(ledger, counting, { id, channel }, doubt)
        await askQuestion(ledger, counting, { ...question, about: 'identity', kind: 'identity' })
        return { kind: 'question', asks: 'identity', replyBy: day }
      },
      async ask(ledger) {
        await askQuestion(ledger, counting, { ...question, about: 'clarify', kind: 'clarify' })
        return { kind: 'question', asks: 'clarify' }
      },
      async askVoid(ledger) {
        await askQuestion(ledger, counting, { ...question, about: 'clarify', kind: 'void-small' })
        return { kind: 'question', asks: 'clarify' }
      },
      async reply(ledger) {
        const { resumed } = await receiveReply(ledger, counting, { requestId: id, text: 'Ik ben het.', day })
        return resumed ? { kind: 'answerIn' } : { kind: 'message' }
      },
      async extend(ledger) {
        const extension = { months: 2, ground: 'complexity', reason: '', noticeDay: day, notice: '', staffId } as const
        await extendRequest(ledger, counting, id, extension)
        return { kind: 'extended' }
      },
      async collect(ledger) {
        await wantExport(ledger, { requestId: id, subjectId: request.subjectId, scope, language: 'nl' })
        await refreshQueueCopy(ledger, counting, id)
        return { kind: 'message' }
      },
      answer: async ledger => ((await answerRequest(ledger, counting, id)) ? { kind: 'decided' } : null),
      withdraw: async ledger => ((await withdrawRequest(ledger, counting, id)) ? { kind: 'message' } : null),
      async look(ledger) {
        await askSecondLook(ledger, counting, { requestId: id, text: 'Kijk nog eens.' })
        return { kind: 'message' }
      },
      async lookEnds(ledger) {
        await takeSecondLook(ledger, counting, id, { staffId, isSubject: false })
        const decided = { requestId: id, staffId, outcome: 'stays', reason: 'Het klopt.' } as const
        await decideSecondLook(ledger, counting, decided)
        return { kind: 'decided' }
      },
    }
    if (over && !['look', 'lookEnds', 'reply'].includes(step)) return false
    const went = await change(at, async ledger => {
      const tidings = await make[step](ledger)
      if (!tidings) return ledger.decline(false)
      await tellPerson(ledger, world.portal, id, to, tidings)
      return true
    })
    // A refusal rolls everything back and is its own answer.
    return went === true
  }

  /** What the newest letter about this request says. */
  async function inLetter(id: string, language: Language) {
    const { read, t } = world.portal.store
    const rows = (await read.select().from(t.mail)).filter(each => each.requestId === id)
    const newest = rows.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).at(-1)!
    const { facts } = words(language).mail
    const line = (label: string) =>
      newest.text
        .split('\n')
        .find(each => each.startsWith(`${label}: `))
        ?.slice(label.length + 2)
    return { standing: line(facts.standing), day: line(facts.answerBy) ?? null }
  }

  it('in the letter of each step, on the page and in the queue', async () => {
    const { store } = world.portal
    let letters = 0
    for (const { who, right, channel, arrived, happens } of stories) {
      let at = later(now, -arrived * 86_400)
      const asked = { right, channel, subjectId: subjects[who]!.id, scope }
      const request = await change(at, ledger => receiveRequest(ledger, counting, asked))
      made.push({ request, who })
      const { language } = people[who]!
      const w = words(language)
      for (const { step, days } of happens) {
        // A second apart at least, so that letters have an order.
        const next = later(at, days * 86_400 + 1)
        at = next < now ? next : later(at, 1)
        if (!(await happen(step, request, at))) continue
        const row = (await requestById(store.read, store.t, request.id))!
        const page = await requestSummary(world.portal, row, { now: at, language })
        const where = `${request.reference} after ${step}`
        const letter = await inLetter(request.id, language)
        expect({ where, ...letter }).toEqual({
          where,
          standing: w.common.standing[page.standing],
          day: page.answerBy,
        })
        if (page.answerBy) expect(`${where} ${longDay(row.answerBy, language)}`).toBe(`${where} ${page.answerBy}`)
        expect({ where, waits: row.need === 'person' }).toEqual({ where, waits: page.standing === 'question' })
        expect({ where, open: row.open }).toEqual({
          where,
          open: page.standing !== 'answered' && page.standing !== 'closed',
        })
        letters++
      }
    }
    expect(letters).toBeGreaterThan(300)
    // Each word and both kinds of day came by.
    const all = await store.read.select({ text: store.t.mail.text }).from(store.t.mail)
    for (const word of Object.values(words('nl').common.standing).slice(1)) {
      expect(
        all.some(({ text }) => text.includes(`Zo staat het: ${word}`)),
        word,
      ).toBe(true)
    }
  })

  it('as the browser gets it: the page, the list of requests and the queue of staff', async () => {
    const { store } = world.portal
    const rows: { reference: string; day: string | null; short: string; open: boolean }[] = []
    for (const { request, who } of made) {
      const { language } = people[who]!
      const w = words(language)
      const row = (await requestById(store.read, store.t, request.id))!
      const told = await requestSummary(world.portal, row, { now, language })
      const page = (await clients[who]!.get(`/verzoeken/${request.reference}`)).text
      const card = page.slice(page.indexOf('id="steps"'))
      expect(`${request.reference} ${/class="tag[^"]*">([^<]*)</.exec(card)?.[1]}`).toBe(
        `${request.reference} ${w.common.standing[told.standing]}`,
      )
      if (told.answerBy) expect(card).toContain(told.answerBy)
      else
        expect(`${request.reference} ${/<strong>[^<]*(?:uiterlijk|no later)[^<]*/.exec(card)?.[0]}`).toBe(
          `${request.reference} undefined`,
        )
      rows.push({
        reference: request.reference,
        day: told.answerBy,
        short: shortDay(row.answerBy, 'nl', '2026-11-22'),
        open: row.open,
      })
    }
    const staff = await world.signInStaff('handler')
    const shown = new Map<string, string>()
    for (let address: string | undefined = '/werkvoorraad'; address;) {
      const { text } = await staff.get(address)
      for (const [row, reference] of text.matchAll(
        /<tr[^>]*>(?:(?!<\/tr>).)*?href="\/werkvoorraad\/([\w-]{11})".*?<\/tr>/gs,
      )) {
        shown.set(reference!, row)
      }
      address = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    const open = rows.filter(row => row.open)
    expect([...shown.keys()].toSorted()).toEqual(open.map(row => row.reference).toSorted())
    for (const { reference, short } of open) expect(shown.get(reference), reference).toContain(short)
  })
})
