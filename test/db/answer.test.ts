/** Sending a letter: only what was seen, only when nothing is left to do, once, and not while it can be taken back. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, dueAnswers, queueAnswer, sendAnswer, sentAnswer, takeBackAnswer } from '#db/answer.ts'
import { decide } from '#db/decision.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { newHandle } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import {
  answerRequest,
  receiveRequest,
  requestById,
  type SubjectRequest,
  withdrawRequest,
} from '#db/subject-request.ts'
import { askSecondLook, decideSecondLook, involvedIn, secondLookOf, takeSecondLook } from '#db/second-look.ts'
import type { Instant } from '#domain/day.ts'
import { type Decision, planHash } from '#domain/decision.ts'
import { later } from '#domain/moment.ts'
import { engines, type TestStore } from '#test/engines.ts'

const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const at: Instant = '2026-11-22T09:00:00.000Z'
const [noor, ilse] = [newHandle(), newHandle()]
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

describe.each(engines)('answering on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  const by = <T>(staffId: string, change: (ledger: Ledger) => Promise<T>, when = at) =>
    record(store, when, { kind: 'staff', ref: staffId }, change)
  const decision = (over: Partial<Omit<Decision, 'until'>> = {}) =>
    ({
      id: newHandle(),
      category: null,
      item: null,
      outcome: 'give',
      ground: null,
      reason: '',
      wouldChange: '',
      until: null,
      by: noor,
      at,
      replacedAt: null,
      ...over,
    }) as const

  /** A request to correct something, decided by Noor, with a letter. */
  async function decided(over: Partial<Omit<Decision, 'until'>> = {}): Promise<SubjectRequest> {
    return by(noor, async ledger => {
      const request = await receiveRequest(ledger, counting, {
        right: 'rectification',
        subjectId: newHandle(),
        channel: 'portal',
        scope,
      })
      await ledger.db.insert(ledger.t.decision).values({ requestId: request.id, ...decision(over) })
      await saveDraft(ledger, counting, {
        requestId: request.id,
        language: 'nl',
        text: 'Beste {{ name }}',
        staffId: noor,
      })
      return request
    })
  }
  const hashOf = async (request: SubjectRequest) => planHash(await answerPlanOf(store.read, store.t, request.id))
  const queue = async (request: SubjectRequest, over: Partial<Parameters<typeof queueAnswer>[2]> = {}, when = at) => {
    const hash = await hashOf(request)
    const sending = {
      requestId: request.id,
      planHash: hash,
      partsMissing: 0,
      language: 'nl',
      way: 'page',
      staffId: noor,
      ...over,
    } as const
    return by(noor, ledger => queueAnswer(ledger, counting, sending), when)
  }
  const send = async (request: SubjectRequest, when = later(at, 31)) => {
    const answer = await answerOf(store.read, store.t, request.id)
    return record(store, when, { kind: 'system', ref: 'sender' }, ledger =>
      sendAnswer(ledger, counting, answer!, 'Beste Eva'),
    )
  }

  it('goes after thirty seconds, and the request is answered in that moment', async () => {
    const request = await decided()
    expect(await queue(request)).toEqual({ goesAt: later(at, 30) })
    expect(await requestById(store.read, store.t, request.id)).toMatchObject({ answeredAt: null, need: 'machine' })
    expect(await send(request, later(at, 29))).toBe(false)
    expect(await send(request)).toBe(true)
    expect(await send(request)).toBe(false)
    const row = await requestById(store.read, store.t, request.id)
    expect(row).toMatchObject({ answeredAt: later(at, 31), open: false, need: 'nothing' })
    expect(await sentAnswer(store.read, store.t, request.id)).toMatchObject({
      text: 'Beste Eva',
      sentAt: row!.answeredAt,
    })
    const told = (await auditTrail(store.read, store.t, request.id)).map(entry => entry.type)
    expect(told.slice(-3)).toEqual(['request.letterQueued', 'request.letterSent', 'request.answered'])
  })

  it('is taken back within thirty seconds, not after, and can then be sent again', async () => {
    const request = await decided()
    await queue(request)
    expect(await by(noor, ledger => takeBackAnswer(ledger, counting, request.id), later(at, 29))).toBe(true)
    expect(await requestById(store.read, store.t, request.id)).toMatchObject({ need: 'write' })
    expect(
      await dueAnswers(store.read, store.t, later(at, 60)).then(all =>
        all.filter(each => each.requestId === request.id),
      ),
    ).toEqual([])
    expect(await queue(request, {}, later(at, 60))).toHaveProperty('goesAt')
    expect(await by(noor, ledger => takeBackAnswer(ledger, counting, request.id), later(at, 91))).toBe(false)
  })

  it('is refused when it is not what was seen, when something is left to do, and when one is on its way', async () => {
    const request = await decided()
    const hash = await hashOf(request)
    expect(await queue(request, { partsMissing: 1 })).toBe('notReady')
    await by(ilse, ledger =>
      saveDraft(ledger, counting, { requestId: request.id, language: 'nl', text: 'Anders', staffId: ilse }),
    )
    expect(await queue(request, { planHash: hash })).toBe('changed')
    await queue(request)
    expect(await queue(request)).toBe('onItsWay')
    const undecided = await by(noor, ledger =>
      receiveRequest(ledger, counting, { right: 'erasure', subjectId: newHandle(), channel: 'portal', scope }),
    )
    expect(await queue(undecided)).toBe('notReady')
    const heavy = await decided({ outcome: 'refuse', ground: 'manifestlyUnfounded', reason: 'x' })
    expect(await queue(heavy)).toBe('notReady')
  })

  it('does not go to somebody who no longer asks', async () => {
    const request = await decided()
    await queue(request)
    await record(store, later(at, 5), { kind: 'member', ref: request.subjectId }, ledger =>
      withdrawRequest(ledger, counting, request.id),
    )
    expect(await send(request)).toBe(false)
    expect(await answerOf(store.read, store.t, request.id)).toBeNull()
    expect((await auditTrail(store.read, store.t, request.id)).at(-1)?.type).toBe('request.letterTakenBack')
  })

  it('goes once, however many senders there are and whenever they are killed', async () => {
    const requests: SubjectRequest[] = []
    for (let n = 0; n < 30; n++) {
      const request = await decided()
      await queue(request)
      requests.push(request)
    }
    const when = later(at, 3600)
    const start = async () => {
      const task = JSON.stringify({ where: store.where, at: when })
      const child = spawn(process.execPath, ['--import', 'tsx', 'test/db/answer-sender.ts', task], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      return child
    }
    // Two at once; each is killed somewhere on its way, and others go on.
    for (let n = 0; n < 3; n++) {
      const pair = await Promise.all([start(), start()])
      await new Promise(resolve => setTimeout(resolve, 20 + n * 35))
      const gone = pair.map(async child => child.exitCode === null && (await once(child, 'exit')))
      for (const child of pair) child.kill('SIGKILL')
      await Promise.all(gone)
    }
    const last = await start()
    if (last.exitCode === null) await once(last, 'exit')
    for (const request of requests) {
      const told = (await auditTrail(store.read, store.t, request.id)).filter(
        entry => entry.type === 'request.letterSent',
      )
      expect(told).toHaveLength(1)
      expect(await store.read.$count(store.t.mail, eq(store.t.mail.requestId, request.id))).toBe(1)
      expect(await requestById(store.read, store.t, request.id)).toMatchObject({ answeredAt: when })
    }
  })

  it('a second look is not for who hid a value in the answer, nor for the person themselves', async () => {
    const request = await decided()
    const hider = newHandle()
    await by(hider, async ledger => {
      await ledger.db.insert(ledger.t.hiddenValue).values({
        id: newHandle(),
        requestId: request.id,
        category: 'account',
        source: 'platform',
        table: 'user',
        key: '1',
        column: 'name',
        reason: 'otherPerson',
        by: hider,
        at,
        liftedAt: null,
        liftedBy: null,
      })
      ledger.entry('request.valueHidden', { request: request.id })
    })
    expect(await involvedIn(store.read, store.t, request.id)).toEqual([])
    await record(store, later(at, 5), { kind: 'staff', ref: noor }, ledger =>
      answerRequest(ledger, counting, request.id),
    )
    expect(await involvedIn(store.read, store.t, request.id)).toEqual([noor, hider])
    await record(store, later(at, 60), { kind: 'member', ref: request.subjectId }, ledger =>
      askSecondLook(ledger, counting, { requestId: request.id, text: 'Kijk nog eens.' }),
    )
    const take = (staffId: string, isSubject: boolean) =>
      by(staffId, ledger => takeSecondLook(ledger, counting, request.id, { staffId, isSubject }))
    expect(await take(hider, false)).toBe('involved')
    expect(await take(ilse, true)).toBe('involved')
    expect(await take(ilse, false)).toBeNull()
    // Who decided before does not decide again: only who looks does.
    const decideBy = (staffId: string) =>
      by(staffId, ledger => decide(ledger, counting, request, decision(), staffId), later(at, 120))
    expect(await decideBy(noor)).toBe('othersLook')
    expect(await decideBy(ilse)).toEqual([])
  })

  it('a second look is for after the answer, once, and for a colleague who had no part in it', async () => {
    const request = await decided()
    const member = { kind: 'member', ref: request.subjectId } as const
    const ask = (when: Instant) =>
      record(store, when, member, ledger =>
        askSecondLook(ledger, counting, { requestId: request.id, text: 'Kijk nog eens.' }),
      )
    expect(await ask(at)).toBe('notAnswered')
    await queue(request)
    await send(request)
    expect(await ask(later(at, 60))).toBeNull()
    expect(await ask(later(at, 61))).toBe('askedBefore')
    expect(await requestById(store.read, store.t, request.id)).toMatchObject({ need: 'secondLook', open: true })
    expect(
      await by(noor, ledger => takeSecondLook(ledger, counting, request.id, { staffId: noor, isSubject: false })),
    ).toBe('involved')
    expect(
      await by(ilse, ledger => takeSecondLook(ledger, counting, request.id, { staffId: ilse, isSubject: false })),
    ).toBeNull()
    const third = newHandle()
    expect(
      await by(third, ledger => takeSecondLook(ledger, counting, request.id, { staffId: third, isSubject: false })),
    ).toBe('gone')
    const told = { requestId: request.id, outcome: 'changed', reason: 'We passen het aan.' } as const
    expect(await by(noor, ledger => decideSecondLook(ledger, counting, { ...told, staffId: noor }))).toBe('involved')
    expect(await by(third, ledger => decideSecondLook(ledger, counting, { ...told, staffId: third }))).toBe('gone')
    expect(await by(ilse, ledger => decideSecondLook(ledger, counting, { ...told, staffId: ilse }))).toBeNull()
    expect(await secondLookOf(store.read, store.t, request.id)).toMatchObject({
      answerBy: '2026-12-04',
      decidedBy: ilse,
      outcome: 'changed',
    })
    expect(await requestById(store.read, store.t, request.id)).toMatchObject({ need: 'nothing', open: false })
  })
})
