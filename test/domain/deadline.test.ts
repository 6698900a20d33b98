import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { readCsv } from '#app/deadline/csv.ts'
import { readClock, readExtended, readPauses } from '#app/deadline/read-clock.ts'
import { type Day, readReceipt } from '#domain/day.ts'
import { type Clock, deadline, type Extension, refuseBy, ruler } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import { type Pause, pauseKind, type Question } from '#domain/pause.ts'

const strict = holidays('nl-strict')
const [header, ...rows] = readCsv(readFileSync('test/vectors/deadlines.csv', 'utf8')).map(row => row.fields)
const vectors = rows.map(row => Object.fromEntries(header!.map((name, index) => [name, row[index]!])))

const clock = (received: Day, pauses: readonly Pause[] = [], extension: Extension | null = null): Clock => ({
  received,
  pauses,
  extension,
})
const identity = (from: Day, until: Day | null): Pause => ({ kind: 'identity', from, until })
const answerBy = (one: Clock) => deadline(one, strict).answerBy

describe('the vectors', () => {
  test.each(vectors)('$id: $source_or_reasoning', row => {
    const profile = row.nl_profile!
    const found = deadline(
      readClock(readReceipt(row.received!, 'Europe/Amsterdam')!, readPauses(row.pauses!), readExtended(row.extended!)),
      holidays(profile === 'nl-atw' ? 'nl-atw' : 'nl-strict'),
    )
    const last =
      found.daysLeft !== null ? `OPEN:${found.daysLeft}` : profile === 'nominal' ? found.nominal : found.answerBy
    expect([last, found.nominal ?? '', found.firstMonthEnds ?? '']).toEqual([
      row.expected_due,
      row.nominal_due,
      row.first_month_due,
    ])
  })
})

describe('the month', () => {
  it('is a calendar month and not 30 days: from 10 July it has 31, from 10 February 28', () => {
    expect(answerBy(clock('2026-07-10'))).toBe('2026-08-10')
    expect(answerBy(clock('2026-02-10'))).toBe('2026-03-10')
  })

  it('begins on the civil date in Amsterdam, also when UTC says another day', () => {
    expect(readReceipt('2026-06-30T22:30:00Z', 'Europe/Amsterdam')).toBe('2026-07-01')
    expect(readReceipt('2026-12-31T23:30:00Z', 'Europe/Amsterdam')).toBe('2027-01-01')
  })

  it('ends on the last day of a shorter month, and does not stick to month ends', () => {
    expect(deadline(clock('2027-01-31'), strict).nominal).toBe('2027-02-28')
    expect(deadline(clock('2027-02-28'), strict).nominal).toBe('2027-03-28')
  })

  it('does not begin later because the day of receipt was free', () => {
    const found = deadline(clock('2026-12-25'), strict)
    expect(found.because[0]).toEqual({ code: 'received', day: '2026-12-25', free: 'christmas' })
    expect(found.answerBy).toBe('2027-01-25')
  })
})

describe('pauses', () => {
  it('shift the un-rolled day, and the result is rolled once', () => {
    // 20 June is a Saturday: 20 + 3 = Tuesday 23, and not Monday 22 + 3.
    expect(answerBy(clock('2026-05-20', [identity('2026-05-22', '2026-05-25')]))).toBe('2026-06-23')
  })

  it('count once where they overlap, touch or lie within each other', () => {
    const whole = answerBy(clock('2026-06-01', [identity('2026-06-02', '2026-06-12')]))
    const parts = [
      identity('2026-06-02', '2026-06-08'),
      identity('2026-06-08', '2026-06-12'),
      identity('2026-06-03', '2026-06-05'),
    ]
    expect(answerBy(clock('2026-06-01', parts))).toBe(whole)
  })

  it('add up when they lie apart', () => {
    const two = [identity('2026-06-02', '2026-06-06'), identity('2026-06-20', '2026-06-23')]
    expect(deadline(clock('2026-06-01', two), strict).nominal).toBe('2026-07-08')
  })

  it('do not count before the day of receipt', () => {
    expect(answerBy(clock('2026-06-10', [identity('2026-06-01', '2026-06-10')]))).toBe('2026-07-10')
    const { nominal, because } = deadline(clock('2026-06-10', [identity('2026-06-08', '2026-06-12')]), strict)
    expect(nominal).toBe('2026-07-12')
    expect(because).toContainEqual(expect.objectContaining({ code: 'paused', from: '2026-06-10', days: 2 }))
  })

  it('may begin in time that an earlier pause made', () => {
    const two = [identity('2026-06-02', '2026-06-12'), identity('2026-07-10', '2026-07-14')]
    expect(deadline(clock('2026-06-01', two), strict).nominal).toBe('2026-07-15')
  })

  it('that begin in the extension shift the last day and not the first month', () => {
    const found = deadline(
      clock('2026-06-01', [identity('2026-07-10', '2026-07-20')], { noticeDay: '2026-06-20', months: 2 }),
      strict,
    )
    expect(found).toMatchObject({ nominal: '2026-09-11', firstMonthEnds: '2026-07-01' })
  })

  it('never give more than whole months counted afresh from the answer', () => {
    const found = deadline(clock('2026-01-20', [identity('2026-01-20', '2026-02-05')]), strict)
    expect(found.nominal).toBe('2026-03-05')
    expect(found.because).toContainEqual({ code: 'capped', answered: '2026-02-05', months: 1, to: '2026-03-05' })
  })

  it('that are open leave no last day, only the days that remain and the day without the pause', () => {
    const pauses = [identity('2026-11-03', '2026-11-05'), identity('2026-11-10', null)]
    expect(deadline(clock('2026-11-02', pauses), strict)).toMatchObject({
      answerBy: null,
      nominal: null,
      firstMonthEnds: null,
      daysLeft: 24,
      unsuspended: '2026-12-04',
    })
  })

  it('that are open in the extension leave the limit for refusals as it is', () => {
    const found = deadline(
      clock('2026-11-02', [identity('2026-12-10', null)], { noticeDay: '2026-11-20', months: 2 }),
      strict,
    )
    expect(found).toMatchObject({ answerBy: null, firstMonthEnds: '2026-12-02', daysLeft: 54 })
  })

  it('that are open and too late, or void, stop nothing', () => {
    expect(answerBy(clock('2026-06-01', [identity('2026-07-02', null)]))).toBe('2026-07-01')
    expect(answerBy(clock('2026-06-01', [{ kind: 'void-late', from: '2026-06-05', until: null }]))).toBe('2026-07-01')
  })

  it('cannot end before they begin', () => {
    expect(() => deadline(clock('2026-06-01', [identity('2026-06-05', '2026-06-04')]), strict)).toThrow(RangeError)
  })
})

describe('a question', () => {
  const asked: Question = {
    kind: 'identity',
    right: 'access',
    authenticated: false,
    doubt: 'another address',
    large: false,
    prompt: true,
  }
  test.each<[string, Partial<Question>, string]>([
    ['about identity with a recorded doubt stops the clock', {}, 'identity'],
    [
      'about identity in a signed-in session without a doubt is void',
      { authenticated: true, doubt: null },
      'void-authenticated',
    ],
    ['about identity in a signed-in session counts with a recorded doubt', { authenticated: true }, 'identity'],
    ['about identity without a doubt is void', { doubt: '  ' }, 'void-no-doubt'],
    ['asked late is void', { prompt: false }, 'void-late'],
    ['about scope stops the clock for access to a large quantity', { kind: 'clarify', large: true }, 'clarify'],
    ['about scope is void for erasure', { kind: 'clarify', large: true, right: 'erasure' }, 'void-not-access'],
    ['about scope is void for little', { kind: 'clarify' }, 'void-small'],
  ])('%s', (_, change, kind) => {
    expect(pauseKind({ ...asked, ...change })).toBe(kind)
  })
})

describe('the extension', () => {
  it('is counted from receipt with one clamp, then rolled', () => {
    const found = deadline(clock('2026-11-30', [], { noticeDay: '2026-12-30', months: 2 }), strict)
    expect(found).toMatchObject({ nominal: '2027-02-28', answerBy: '2027-03-01' })
  })

  it('counts on the last, rolled day of the first month, and not on the day after', () => {
    expect(answerBy(clock('2026-03-06', [], { noticeDay: '2026-04-07', months: 2 }))).toBe('2026-06-08')
    expect(answerBy(clock('2026-03-06', [], { noticeDay: '2026-04-08', months: 2 }))).toBe('2026-04-07')
  })

  it('counts in the first month as pauses made it longer', () => {
    const pauses = [identity('2026-06-02', '2026-06-12')]
    expect(answerBy(clock('2026-06-01', pauses, { noticeDay: '2026-07-13', months: 2 }))).toBe('2026-09-11')
    expect(answerBy(clock('2026-06-01', pauses, { noticeDay: '2026-07-14', months: 2 }))).toBe('2026-07-13')
  })

  it('counts while a pause in the first month is open', () => {
    const found = deadline(
      clock('2026-11-02', [identity('2026-11-03', null)], { noticeDay: '2026-12-20', months: 2 }),
      strict,
    )
    expect(found.daysLeft).toBe(91)
  })

  it('has no effect when its notice lies before the receipt', () => {
    expect(answerBy(clock('2026-06-10', [], { noticeDay: '2026-06-09', months: 2 }))).toBe('2026-07-10')
  })
})

describe('a refusal', () => {
  it('is due in the first month, also when the answer may come later (12(4))', () => {
    const extended = clock('2026-03-05', [], { noticeDay: '2026-03-20', months: 2 })
    expect(answerBy(extended)).toBe('2026-06-05')
    expect(refuseBy(extended, strict).answerBy).toBe('2026-04-07')
    expect(deadline(extended, strict).firstMonthEnds).toBe('2026-04-07')
  })
})

describe('the sum', () => {
  it('tells receipt, month, pause, roll and last day, in that order', () => {
    const { because } = deadline(clock('2026-11-20', [identity('2026-11-21', '2026-11-26')]), strict)
    expect(because).toEqual([
      { code: 'received', day: '2026-11-20', free: null },
      { code: 'months', months: 1, from: '2026-11-20', to: '2026-12-20', clamped: false },
      { code: 'paused', kinds: ['identity'], from: '2026-11-21', until: '2026-11-26', days: 5, to: '2026-12-25' },
      {
        code: 'rolled',
        from: '2026-12-25',
        to: '2026-12-28',
        over: [
          { day: '2026-12-25', free: 'christmas' },
          { day: '2026-12-26', free: 'secondChristmas' },
          { day: '2026-12-27', free: 'sunday' },
        ],
      },
      { code: 'answerBy', day: '2026-12-28' },
    ])
  })

  it('says when a pause or an extension did not count', () => {
    const pauses: Pause[] = [
      identity('2026-07-02', '2026-07-20'),
      { kind: 'void-authenticated', from: '2026-06-02', until: '2026-06-12' },
    ]
    const { because } = deadline(clock('2026-06-01', pauses, { noticeDay: '2026-07-03', months: 2 }), strict)
    expect(because.map(({ code }) => code)).toEqual([
      'received',
      'extensionTooLate',
      'pauseVoid',
      'months',
      'pauseTooLate',
      'answerBy',
    ])
  })
})

const counted = (one: Clock, today: Day) => ruler(one, deadline(one, strict), today)

describe('the ruler', () => {
  it('does not count the day of receipt: 22 November is day 19 of 30 since 3 November', () => {
    expect(counted(clock('2026-11-03'), '2026-11-22')).toEqual({ total: 30, today: 19, left: 11, overdue: false })
  })

  it('is not overdue on the last day, and is on the next', () => {
    expect(counted(clock('2026-11-03'), '2026-12-03')).toEqual({ total: 30, today: 30, left: 0, overdue: false })
    expect(counted(clock('2026-11-03'), '2026-12-05')).toEqual({ total: 30, today: 30, left: -2, overdue: true })
  })

  it('stands still while a pause is open', () => {
    expect(counted(clock('2026-11-02', [identity('2026-11-03', null)]), '2026-11-22')).toEqual({
      total: 30,
      today: 1,
      left: 29,
      overdue: false,
    })
  })
})
