import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangeOf } from '#app/server/range.ts'

describe('the part of a file that a client asks for', () => {
  it('is one range, open or closed, or the last so many bytes', () => {
    expect(rangeOf('bytes=0-9', 100)).toEqual({ start: 0, end: 9 })
    expect(rangeOf('bytes=90-', 100)).toEqual({ start: 90, end: 99 })
    expect(rangeOf('bytes=-10', 100)).toEqual({ start: 90, end: 99 })
    expect(rangeOf('bytes=-1000', 100)).toEqual({ start: 0, end: 99 })
    expect(rangeOf('bytes=50-5000', 100)).toEqual({ start: 50, end: 99 })
  })

  it('is the whole file when there is no range, several, or one we cannot read', () => {
    for (const header of [null, '', 'bytes=', 'bytes=-', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b', 'bytes=9-3']) {
      expect(rangeOf(header, 100), String(header)).toBe('whole')
    }
  })

  it('is refused when it lies behind the end', () => {
    for (const header of ['bytes=100-', 'bytes=100-200', 'bytes=-0']) expect(rangeOf(header, 100)).toBe('none')
    expect(rangeOf('bytes=0-', 0)).toBe('none')
    expect(rangeOf('bytes=-5', 0)).toBe('none')
  })

  it('always lies inside the file', () => {
    const part = fc.option(fc.nat(2000).map(String), { nil: '' })
    fc.assert(
      fc.property(part, part, fc.nat(1000), (from, to, size) => {
        const range = rangeOf(`bytes=${from}-${to}`, size)
        if (typeof range === 'string') return
        expect(range.start).toBeGreaterThanOrEqual(0)
        expect(range.end).toBeGreaterThanOrEqual(range.start)
        expect(range.end).toBeLessThan(size)
      }),
    )
  })
})
