/** What a letter must say, and the days it names (12(3), 12(4), UAVG 35(2)). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerOutcomes } from '#domain/answer.ts'
import { addDays, type Day } from '#domain/day.ts'
import { deadline } from '#domain/deadline.ts'
import { freeDay, holidays } from '#domain/holidays.ts'
import { courtUntil, courtUntilRolled, isLate, letterCase, requiredParts } from '#domain/letter.ts'
import { rights } from '#domain/right.ts'
import { mayLookAgain, secondLookBy, secondLookRefused } from '#domain/second-look.ts'

const strict = holidays('nl-strict')

describe('the six weeks for the court', () => {
  it.each([
    ['2026-11-13', '2026-12-25', '2026-12-28'],
    ['2027-03-25', '2027-05-06', '2027-05-10'],
    ['2026-04-20', '2026-06-01', '2026-06-01'],
  ] as const)('an answer of %s: the person is told %s; the court would still count %s', (answered, told, rolled) => {
    expect(courtUntil(answered)).toBe(told)
    expect(courtUntilRolled(answered)).toBe(rolled)
  })

  it('what the person is told is never later than what the court counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), days => {
        const answered = addDays('2024-01-01', days)
        expect(courtUntil(answered) <= courtUntilRolled(answered)).toBe(true)
      }),
    )
  })
})

describe('what the law asks of a letter', () => {
  const ask = (over: Partial<Parameters<typeof requiredParts>[0]>) =>
    requiredParts({ right: 'access', outcome: 'granted', refused: 0, hidden: 0, late: false, ...over })
  const remedies = ['authority', 'court', 'courtTerm', 'noLawyer'] as const

  it('every refusal, also in part, also a hidden value, gives reasons, the authority, the court, six weeks, no lawyer', () => {
    for (const right of rights) {
      for (const outcome of ['partly', 'refused'] as const) {
        expect(ask({ right, outcome, refused: 1 })).toEqual(expect.arrayContaining(['reasons', ...remedies]))
      }
      expect(ask({ right, outcome: 'partly', hidden: 2 })).toEqual(expect.arrayContaining(['hidden', ...remedies]))
      expect(ask({ right, outcome: 'partly', hidden: 2, refused: 1 })).toContain('reasons')
    }
  })

  it('a late answer says that no term runs, and is sorry; never both terms', () => {
    for (const outcome of answerOutcomes) {
      const parts = ask({ outcome, refused: outcome === 'granted' ? 0 : 1, late: true })
      expect(parts).toEqual(expect.arrayContaining(['apology', 'noTerm', 'authority', 'court', 'noLawyer']))
      expect(parts).not.toContain('courtTerm')
    }
  })

  it('a copy says until when it is there, and one to take along whether we can send it on', () => {
    expect(ask({})).toEqual(['reference', 'bundle', 'contact'])
    expect(ask({ right: 'portability' })).toEqual(['reference', 'bundle', 'transfer', 'contact'])
  })

  it('what was changed, removed or stopped says who is told; stopping also that we tell before we go on', () => {
    expect(ask({ right: 'rectification' })).toContain('recipients')
    expect(ask({ right: 'erasure' })).toContain('recipients')
    expect(ask({ right: 'restriction' })).toEqual(expect.arrayContaining(['recipients', 'lifting']))
    expect(ask({ right: 'withdrawal' })).toContain('past')
  })

  it('nothing held names the systems; not knowing who asks names what would help; both name the ways to complain', () => {
    expect(ask({ outcome: 'notHeld' })).toEqual(expect.arrayContaining(['searched', ...remedies]))
    expect(ask({ outcome: 'cannotIdentify', refused: 1 })).toEqual(
      expect.arrayContaining(['wouldHelp', 'reasons', ...remedies]),
    )
  })
})

describe('lateness', () => {
  const clock = {
    received: '2026-11-03' as Day,
    pauses: [],
    extension: { noticeDay: '2026-11-20' as Day, months: 2 } as const,
  }
  const term = deadline(clock, strict)

  it('an extension gives time to grant, not to refuse (12(4))', () => {
    expect(isLate(false, { term, day: '2026-12-04' })).toBe(false)
    expect(isLate(true, { term, day: '2026-12-03' })).toBe(false)
    expect(isLate(true, { term, day: '2026-12-04' })).toBe(true)
    expect(isLate(false, { term, day: '2027-02-04' })).toBe(true)
  })

  it('an open pause has no last day, so nothing is late', () => {
    const open = deadline(
      { ...clock, extension: null, pauses: [{ kind: 'identity', from: '2026-11-05', until: null }] },
      strict,
    )
    expect(isLate(true, { term: open, day: '2027-06-01' })).toBe(false)
  })

  it('a letter has no kind before anything is decided', () => {
    expect(letterCase('access', [], 0, { term, day: '2026-11-20' })).toBeNull()
    expect(letterCase('access', [{ category: null, outcome: 'give' }], 1, { term, day: '2026-11-20' })).toMatchObject({
      outcome: 'partly',
      refused: 0,
      hidden: 1,
    })
  })
})

describe('a second look', () => {
  it.each([
    // Christmas and New Year lie in between: 22–24, 28–31 December, 4–6 January.
    ['2026-12-21', '2027-01-06'],
    ['2026-11-20', '2026-12-04'],
    ['2026-11-21', '2026-12-04'],
    // 5 May, Ascension Day (6 May) and Whit Monday (17 May) are free.
    ['2027-04-29', '2027-05-18'],
  ] as const)('asked on %s is promised for %s: ten working days, the day of asking not counted', (asked, by) => {
    expect(secondLookBy(asked, strict)).toBe(by)
  })

  it('its day is a working day with ten of them since', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), days => {
        const asked = addDays('2024-01-01', days)
        const by = secondLookBy(asked, strict)
        let working = 0
        for (let day = addDays(asked, 1); day <= by; day = addDays(day, 1)) if (!freeDay(day, strict)) working++
        expect(working).toBe(10)
        expect(freeDay(by, strict)).toBeNull()
      }),
    )
  })

  it('is for after the answer, once, and for somebody who had no part in it', () => {
    expect(secondLookRefused({ answered: false, asked: 0 })).toBe('notAnswered')
    expect(secondLookRefused({ answered: true, asked: 1 })).toBe('askedBefore')
    expect(secondLookRefused({ answered: true, asked: 0 })).toBeNull()
    expect(mayLookAgain('a', ['b'])).toBe(true)
    expect(mayLookAgain('b', ['a', 'b'])).toBe(false)
  })
})
