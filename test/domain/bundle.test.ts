import { describe, expect, it } from 'vitest'
import { type Instant, instantOf } from '#domain/day.ts'
import { placer } from '#domain/bundle.ts'
import type { Item } from '#domain/item.ts'
import { register } from '#test/domain/register.ts'
import { facts, item } from '#test/domain/register-parts.ts'

const now: Instant = '2026-06-01T10:00:00.000Z'
const ids = (columns: readonly { id: string }[]) => columns.map(({ id }) => id)
const place = (one: Item, who = facts()) => {
  const { access, portability, leftOut, live } = placer(register, who, now)(one)
  return {
    access: ids(access),
    portability: ids(portability),
    leftOut: leftOut.map(each => `${each.column}: ${each.because}`),
    live: live.length,
  }
}

describe('what belongs where', () => {
  it('access has everything, portability what the person provided on contract', () => {
    expect(place(item('member', 'identity'))).toEqual({
      access: ['name', 'email', 'score'],
      portability: ['name', 'email'],
      leftOut: ['score: origin'],
      live: 1,
    })
  })

  it('a number we assigned is not taken along', () => {
    expect(place(item('member', 'number'))).toMatchObject({
      access: ['number'],
      portability: [],
      leftOut: ['number: origin'],
    })
  })

  it('consent carries the phone along only while it holds', () => {
    const yes = facts({ consents: { calling: { given: true, at: '2026-01-01T00:00:00.000Z' } } })
    const no = facts({ consents: { calling: { given: false, at: '2026-02-01T00:00:00.000Z' } } })
    expect(place(item('member', 'phone'), yes).portability).toEqual(['phone'])
    expect(place(item('member', 'phone'), no)).toMatchObject({
      access: ['phone'],
      portability: [],
      leftOut: ['phone: basis'],
    })
    expect(place(item('member', 'phone')).portability).toEqual([])
  })

  it('contact moments rest on interest: access only, staff notes included', () => {
    expect(place(item('contact', 'contact'))).toMatchObject({
      access: ['question', 'note'],
      portability: [],
      leftOut: ['question: basis', 'note: origin'],
    })
  })

  it('copies of a name made to find a mistake are not taken along', () => {
    const copy = item('copy', 'identity', { anchors: { copyCreated: '2026-05-20T10:00:00.000Z' } })
    expect(place(copy)).toMatchObject({ access: ['name'], portability: [], leftOut: ['name: basis'] })
  })

  it('received messages are taken along although somebody else wrote them, where the register says so (WP242 p. 9)', () => {
    expect(place(item('message', 'messages', { role: 'receiver' }))).toMatchObject({
      access: ['text', 'readAt', 'other'],
      portability: ['readAt', 'other'],
      leftOut: ['text: origin'],
    })
  })

  it('the sender sees other columns than the receiver', () => {
    expect(place(item('message', 'messages', { role: 'sender' }))).toMatchObject({
      access: ['text', 'other'],
      portability: ['text', 'other'],
    })
  })

  it('what is past its last purpose is still stored: access yes, portability no', () => {
    const gone = facts({ agreementStart: '2018-01-01T10:00:00.000Z', agreementEnd: '2020-01-01T10:00:00.000Z' })
    expect(place(item('member', 'identity'), gone)).toMatchObject({
      access: ['name', 'email', 'score'],
      portability: [],
      live: 0,
    })
  })

  it('what is past its last purpose says on which day its term ended, the last of them', () => {
    const gone = facts({ agreementStart: '2018-01-01T10:00:00.000Z', agreementEnd: '2020-01-01T10:00:00.000Z' })
    const termOf = (one: Item) => placer(register, gone, now)(one).term
    expect(termOf(item('member', 'identity'))).toEqual({ kind: 'ended', day: '2022-01-01' })
    expect(termOf(item('line', 'logs', { at: '2026-04-30T10:00:00.000Z' }))).toEqual({
      kind: 'ended',
      day: '2026-05-30',
    })
  })

  it('contract data can be taken along in the two years after the end', () => {
    const left = facts({ agreementEnd: '2025-01-01T10:00:00.000Z' })
    expect(place(item('member', 'identity'), left).portability).toEqual(['name', 'email'])
  })
})

describe('the placer', () => {
  it('gives equal items the same answer object, and lines of another day another', () => {
    const one = placer(register, facts(), now)
    const line = (at: Instant) => one(item('line', 'logs', { at, key: at }))
    expect(line('2026-05-20T10:00:00.000Z')).toBe(line('2026-05-20T11:00:00.000Z'))
    expect(line('2026-05-20T10:00:00.000Z')).not.toBe(line('2026-05-21T10:00:00.000Z'))
    expect(line('2026-04-30T10:00:00.000Z').live).toEqual([])
  })

  it('places 100,000 items in a moment', () => {
    const one = placer(register, facts(), now)
    const start = Date.parse(now) - 30 * 86_400_000
    const before = performance.now()
    for (let i = 0; i < 100_000; i++) one(item('line', 'logs', { at: instantOf(start + i * 20_000), key: String(i) }))
    expect(performance.now() - before).toBeLessThan(5000)
  })

  it('refuses what the register does not know', () => {
    expect(() => place(item('elsewhere', 'identity'))).toThrow('no table')
    expect(() => place(item('member', 'elsewhere'))).toThrow('no category')
  })
})
