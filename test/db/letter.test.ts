/** A letter becomes requests of one moment; it finds its person later; repeats are joined and taken apart; files stay with their owner. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditTrail } from '#db/audit/trail.ts'
import { wantExport } from '#db/export.ts'
import { fileLetter, letterById, linkPerson, requestsIn, splitOff } from '#db/letter.ts'
import { recordLook } from '#db/look.ts'
import { likelyRepeats, mergeRequests, unmergeRequest } from '#db/merge.ts'
import { newHandle } from '#db/random.ts'
import { addFile, fileById, fileOfSubject, filesOfLetters, filesOfSubject, removeFile } from '#db/received-file.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerRequest, deadlineOf, requestById } from '#db/subject-request.ts'
import { knowStranger, knowSubject } from '#db/subject.ts'
import type { Instant } from '#domain/day.ts'
import { plainEmail, plainName } from '#domain/intake.ts'
import type { Right } from '#domain/right.ts'
import { engines, type TestStore } from '#test/engines.ts'

const now: Instant = '2026-11-22T09:00:00.000Z'
const counting = { timeZone: 'Europe/Amsterdam', holidays: 'nl-strict' } as const
const staff = { kind: 'staff', ref: newHandle() } as const
const found = { method: 'codeOnFile', note: '', by: null } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

describe.each(engines)('letters on $name', engine => {
  let store: TestStore
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => store.dispose())

  const change = <T>(body: (ledger: Ledger) => Promise<T>, at = now) => record(store, at, staff, body)
  const person = (key: string = newHandle()) =>
    change(ledger => knowSubject(ledger, { source: 'platform', key, language: 'nl' }))
  const stranger = () => change(ledger => knowStranger(ledger, 'nl'))
  const file = (
    subjectId: string,
    rights: readonly Right[],
    more: { name?: string; email?: string; arrivedAt?: Instant; identity?: typeof found } = {},
  ) =>
    change(ledger =>
      fileLetter(
        ledger,
        counting,
        {
          channel: 'letter',
          arrivedAt: more.arrivedAt ?? '2026-11-02T13:00:00.000Z',
          filedBy: staff.ref,
          subjectId,
          name: more.name ?? '',
          email: more.email ?? '',
          address: '',
          language: 'nl',
          onBehalf: null,
          behalfName: null,
          authority: null,
          text: 'Stuur mij alles.',
        },
        rights,
        more.identity ?? null,
        [more.email ?? '', ...(more.name ?? '').split(' ')].filter(Boolean).map(word => plainEmail(plainName(word))),
      ),
    )
  /** An answer that can still be taken back. */
  const sendOff = (requestId: string) =>
    store.tx(async db => {
      const whole = { language: 'nl', outcome: 'granted', text: 'Beste lezer', planHash: '', way: 'page' } as const
      const times = { queuedAt: now, goesAt: now, takenBackAt: null, sentAt: null }
      await db.insert(store.t.answer).values({ id: newHandle(), requestId, by: staff.ref, ...whole, ...times })
    })
  const takeBack = () =>
    store.tx(async db => {
      await db.update(store.t.answer).set({ takenBackAt: now })
    })
  const events = async (id: string) => (await auditTrail(store.read, store.t, id)).map(each => each.type)
  const row = async (id: string) => (await requestById(store.read, store.t, id))!

  it('become one request per right, all counted from the same arrival (TIME-15)', async () => {
    const { letter, requests } = await file((await stranger()).id, ['access', 'erasure', 'rectification', 'access'])
    expect(requests.map(each => each.right)).toEqual(['access', 'erasure', 'rectification'])
    expect(new Set(requests.map(each => each.reference)).size).toBe(3)
    for (const each of requests) {
      expect(each).toMatchObject({ receivedAt: letter.arrivedAt, letterId: letter.id, answerBy: '2026-12-02' })
      expect((await row(each.id)).need).toBe('identity')
    }
  })

  it('know who asks when a code on file was right, and a right that is found later knows it too', async () => {
    const { letter, requests } = await file((await person()).id, ['access'], { identity: found })
    expect((await row(requests[0]!.id)).need).toBe('collect')
    const late = await change(ledger => splitOff(ledger, counting, letter, 'erasure', []), '2026-11-25T09:00:00.000Z')
    expect(late).toMatchObject({ right: 'erasure', receivedAt: letter.arrivedAt, answerBy: '2026-12-02' })
    expect((await row(late!.id)).need).toBe('decide')
    expect(await events(late!.id)).toEqual(['request.received', 'request.identityChecked'])
    expect(
      await change(async ledger => {
        ledger.entry('settings.changed')
        return splitOff(ledger, counting, letter, 'erasure', [])
      }),
    ).toBeNull()
  })

  it('find their person later: requests and looks go along, and what was searched for nobody is thrown away', async () => {
    const nobody = await stranger()
    const { letter, requests } = await file(nobody.id, ['access', 'erasure'])
    const [access] = requests
    await change(async ledger => {
      await wantExport(ledger, { requestId: access!.id, subjectId: nobody.id, scope, language: 'nl' })
      await recordLook(ledger, {
        subjectId: nobody.id,
        requestId: access!.id,
        staffId: staff.ref,
        role: 'handler',
        purpose: 'handleRequest',
        parts: ['identity'],
      })
    })
    const known = await person()
    expect(await change(ledger => linkPerson(ledger, counting, letter, known.id, []))).toBeNull()
    expect((await letterById(store.read, store.t, letter.id))!.subjectId).toBe(known.id)
    expect((await requestsIn(store.read, store.t, letter.id)).map(each => each.subjectId)).toEqual([known.id, known.id])
    expect(await events(access!.id)).toContain('export.cancelled')
    expect(await events(access!.id)).toContain('letter.personLinked')
    const looks = await store.read.select().from(store.t.look)
    expect(looks.filter(look => look.subjectId === nobody.id)).toEqual([])
  })

  it('are not moved to somebody else once answered, or when data of a known person were collected', async () => {
    const one = await person()
    const { letter, requests } = await file(one.id, ['access'])
    const id = await change(ledger =>
      wantExport(ledger, { requestId: requests[0]!.id, subjectId: one.id, scope, language: 'nl' }),
    )
    await store.tx(async db => {
      await db.update(store.t.export).set({ builtAt: now, file: 'x' })
    })
    expect(id).toBeTruthy()
    const link = async (subjectId: string) => {
      const fresh = (await letterById(store.read, store.t, letter.id))!
      return change(async ledger => {
        ledger.entry('settings.changed')
        return linkPerson(ledger, counting, fresh, subjectId, [])
      })
    }
    const other = await person()
    expect(await link(other.id)).toBe('copyMade')
    expect(await link(one.id)).toBe('samePerson')
    // A letter that can still be taken back would reach somebody else than it was written for.
    await sendOff(requests[0]!.id)
    expect(await link(other.id)).toBe('onItsWay')
    await takeBack()
    expect(await link(other.id)).toBe('copyMade')
    await change(ledger => answerRequest(ledger, counting, requests[0]!.id))
    expect(await link(other.id)).toBe('answered')
  })

  it('that repeat one another are suggested: the same person, the same address, the same name; another right is not', async () => {
    const ans = await person()
    const first = await file(ans.id, ['access'], { name: 'Ans Öz', email: 'ans@voorbeeld.example' })
    const again = await file(ans.id, ['access', 'erasure'], { arrivedAt: '2026-11-10T09:00:00.000Z' })
    const sameMail = await file((await stranger()).id, ['access'], { email: ' ANS@voorbeeld.example' })
    const sameName = await file((await stranger()).id, ['access'], { name: 'ans oz.' })
    await file((await stranger()).id, ['access'], { name: 'Ans Ozturk' })
    const suggested = await likelyRepeats(store.read, store.t, await row(first.requests[0]!.id))
    expect(Object.fromEntries(suggested.map(each => [each.request.id, each.because]))).toEqual({
      [again.requests[0]!.id]: 'person',
      [sameMail.requests[0]!.id]: 'email',
      [sameName.requests[0]!.id]: 'name',
    })
  })

  it('are joined into the earlier one, with both days of arrival kept; one answer answers both', async () => {
    const ans = await person()
    const early = (await file(ans.id, ['access'])).requests[0]!
    const late = (await file(ans.id, ['access'], { arrivedAt: '2026-11-10T09:00:00.000Z' })).requests[0]!
    expect(await change(ledger => mergeRequests(ledger, counting, [late.id, early.id]))).toBeNull()
    expect(await row(late.id)).toMatchObject({
      mergedInto: early.id,
      open: false,
      need: 'nothing',
      receivedAt: late.receivedAt,
    })
    expect(await row(early.id)).toMatchObject({ mergedInto: null, open: true, receivedAt: early.receivedAt })
    expect((await deadlineOf(store.read, store.t, counting, await row(early.id))).answerBy).toBe('2026-12-02')
    expect(await events(early.id)).toContain('request.merged')
    expect(await events(late.id)).toContain('request.merged')
    await change(ledger => answerRequest(ledger, counting, early.id))
    expect((await row(late.id)).answeredAt).toBe(now)
    expect(await events(late.id)).toContain('request.answered')
    const undo = await change(async ledger => {
      ledger.entry('settings.changed')
      return unmergeRequest(ledger, counting, late.id)
    })
    expect(undo).toBe('answered')
  })

  it('are taken apart again, each with its own day', async () => {
    const ans = await person()
    const early = (await file(ans.id, ['erasure'])).requests[0]!
    const late = (await file(ans.id, ['erasure'], { arrivedAt: '2026-11-10T09:00:00.000Z' })).requests[0]!
    await change(ledger => mergeRequests(ledger, counting, [early.id, late.id]))
    expect(await change(ledger => unmergeRequest(ledger, counting, late.id))).toBeNull()
    expect(await row(late.id)).toMatchObject({ mergedInto: null, open: true, answerBy: '2026-12-10' })
    expect(await events(late.id)).toContain('request.unmerged')
  })

  it('of three, the earliest stays and no chain comes about', async () => {
    const ans = await person()
    const of = async (arrivedAt: Instant) => (await file(ans.id, ['access'], { arrivedAt })).requests[0]!.id
    const [a, b, c] = [
      await of('2026-11-01T09:00:00.000Z'),
      await of('2026-11-02T09:00:00.000Z'),
      await of('2026-11-03T09:00:00.000Z'),
    ]
    await change(ledger => mergeRequests(ledger, counting, [b, c]))
    await change(ledger => mergeRequests(ledger, counting, [a, b]))
    expect([(await row(b)).mergedInto, (await row(c)).mergedInto]).toEqual([a, a])
  })

  it('are not joined across persons or rights, nor twice', async () => {
    const [ans, bo] = [await person(), await person()]
    const [access, erasure] = (await file(ans.id, ['access', 'erasure'])).requests
    const other = (await file(bo.id, ['access'])).requests[0]!
    const again = (await file(ans.id, ['access'])).requests[0]!
    const merge = (one: string, two: string) =>
      change(async ledger => {
        ledger.entry('settings.changed')
        return mergeRequests(ledger, counting, [one, two])
      })
    expect(await merge(access!.id, other.id)).toBe('otherPerson')
    expect(await merge(access!.id, erasure!.id)).toBe('otherRight')
    expect(await merge(access!.id, access!.id)).toBe('gone')
    await sendOff(again.id)
    expect(await merge(access!.id, again.id)).toBe('onItsWay')
    await takeBack()
    expect(await merge(access!.id, again.id)).toBeNull()
    expect(await merge(access!.id, again.id)).toBe('merged')
  })

  it('have files that only staff and their own person get, and that go for good', async () => {
    const [ans, bo] = [await person(), await person()]
    const { letter, requests } = await file(ans.id, ['access'])
    const content = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0, 255])
    const sha256 = createHash('sha256').update(content).digest('hex')
    const kept = { name: 'brief.pdf', mediaType: 'application/pdf', sha256, content, by: staff.ref }
    const id = await change(ledger => addFile(ledger, kept, { letterId: letter.id }, requests[0]!.id))
    const other = await change(ledger => addFile(ledger, kept, { requestId: requests[0]!.id }))
    const [head] = await filesOfLetters(store.read, store.t, [letter.id])
    expect(head).toMatchObject({ id, name: 'brief.pdf', bytes: 7, sha256 })
    expect(head).not.toHaveProperty('content')
    const mine = await fileOfSubject(store.read, store.t, id, ans.id)
    expect(Buffer.compare(mine!.content, content)).toBe(0)
    expect(await fileOfSubject(store.read, store.t, id, bo.id)).toBeNull()
    expect(await fileById(store.read, store.t, id)).toMatchObject({ subjectId: ans.id, requestId: requests[0]!.id })
    expect((await filesOfSubject(store.read, store.t, ans.id)).map(each => each.id).toSorted()).toEqual(
      [id, other].toSorted(),
    )
    expect(await change(ledger => removeFile(ledger, id, requests[0]!.id))).toBe(true)
    expect(await fileById(store.read, store.t, id)).toBeNull()
    expect(await events(requests[0]!.id)).toEqual(['request.received', 'letter.fileAdded', 'letter.fileRemoved'])
  })
})
