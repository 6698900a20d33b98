/** Questions that may stop the clock: when they do, when a next one is at once, and what may follow (TIME-11, TIME-12). */
import { describe, expect, it } from 'vitest'
import type { Day } from '#domain/day.ts'
import { deadline, warning } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import type { Pause } from '#domain/pause.ts'
import {
  type BeforeAsking,
  isAnswerDay,
  isLarge,
  isLateFollowUp,
  kindOfQuestion,
  largeFrom,
  openQuestions,
} from '#domain/question.ts'

const strict = holidays('nl-strict')
const identity: BeforeAsking = {
  kind: 'identity',
  right: 'access',
  authenticated: false,
  doubt: 'The hand is not the one of 2024.',
  held: 10,
  pauses: [],
  today: '2026-11-10',
  prompt: true,
}
const clarify: BeforeAsking = { ...identity, kind: 'clarify', doubt: null, held: largeFrom }
const kind = (before: BeforeAsking, more: Partial<BeforeAsking> = {}) => kindOfQuestion({ ...before, ...more }, strict)

describe('the kind under which a question goes into the record', () => {
  it('who asks: with the recorded doubt it stops the clock', () => {
    expect(kind(identity)).toBe('identity')
    expect(kind(identity, { authenticated: true }), 'signed in, with a doubt on record').toBe('identity')
  })

  it('signed in and without a doubt it is void; without a doubt it always is (12(6))', () => {
    expect(kind(identity, { authenticated: true, doubt: null })).toBe('void-authenticated')
    expect(kind(identity, { doubt: ' ' })).toBe('void-no-doubt')
  })

  it('what is meant: only for access, only when much is held (recital 63)', () => {
    expect(kind(clarify)).toBe('clarify')
    expect(kind(clarify, { held: largeFrom - 1 })).toBe('void-small')
    expect(kind(clarify, { held: null }), 'nobody counted').toBe('void-small')
    expect(kind(clarify, { right: 'erasure' })).toBe('void-not-access')
    expect([isLarge(largeFrom - 1), isLarge(largeFrom)]).toEqual([false, true])
  })

  it('asked later than it could have been, it is void', () => {
    expect(kind(identity, { prompt: false })).toBe('void-late')
  })

  it('after an answer that was too little only a question at once goes on: that day or the next working day', () => {
    const pauses: Pause[] = [{ kind: 'identity', from: '2026-11-02', until: '2026-11-06' }]
    const asked = (today: Day) => kind(identity, { pauses, today })
    expect(asked('2026-11-06')).toBe('identity')
    // The sixth is a Friday: Monday is the next working day.
    expect(asked('2026-11-09')).toBe('identity')
    expect(asked('2026-11-10')).toBe('void-late')
    expect(isLateFollowUp([], '2026-11-10', strict)).toBe(false)
  })

  it('an answer about the one does not make a question about the other late', () => {
    const pauses: Pause[] = [{ kind: 'identity', from: '2026-11-02', until: '2026-11-03' }]
    expect(kind(clarify, { pauses })).toBe('clarify')
  })
})

describe('an open question', () => {
  const pauses: Pause[] = [
    { kind: 'clarify', from: '2026-11-20', until: null },
    { kind: 'identity', from: '2026-11-05', until: null },
    { kind: 'void-small', from: '2026-11-01', until: null },
    { kind: 'identity', from: '2026-10-01', until: '2026-10-03' },
  ]
  it('may be reminded of after 14 days, and when we cannot identify be closed with a letter after 60', () => {
    expect(openQuestions(pauses, '2026-11-22')).toEqual([
      { kind: 'identity', since: '2026-11-05', days: 17, remindOn: '2026-11-19', closeFrom: '2027-01-04' },
      { kind: 'clarify', since: '2026-11-20', days: 2, remindOn: '2026-12-04', closeFrom: null },
    ])
  })
  it('is not answered before it was asked, nor tomorrow', () => {
    const open = [pauses[1]!]
    expect(isAnswerDay('2026-11-04', open, '2026-11-22')).toBe(false)
    expect(isAnswerDay('2026-11-05', open, '2026-11-22')).toBe(true)
    expect(isAnswerDay('2026-11-23', open, '2026-11-22')).toBe(false)
  })
})

describe('the warning counts from the nominal day, the last day from the rolled one', () => {
  // Received 25 November 2026: nominal Christmas Day, rolled to Monday 28 December.
  const term = deadline({ received: '2026-11-25', pauses: [], extension: null }, strict)
  it.each([
    ['2026-12-17', 11, 'calm'],
    ['2026-12-18', 10, 'soon'],
    ['2026-12-23', 5, 'late'],
    ['2026-12-28', 0, 'late'],
    ['2026-12-29', -1, 'late'],
  ] as const)('on %s: %i days left, %s', (today, left, tone) => {
    expect(warning(term, today)).toEqual({ left, tone })
  })
  it('while a pause is open the day without it counts', () => {
    const pauses: Pause[] = [{ kind: 'identity', from: '2026-11-27', until: null }]
    const open = deadline({ received: '2026-11-25', pauses, extension: null }, strict)
    expect(open.answerBy).toBeNull()
    expect(warning(open, '2026-12-18')).toEqual({ left: 10, tone: 'calm' })
  })
})
