import { describe, expect, it } from 'vitest'
import { cookie, readCookie } from '#app/cookies.ts'

const secure = { baseUrl: 'https://privacy.example.nl' }
const loopback = { baseUrl: 'http://127.0.0.1:3000' }

describe('cookies', () => {
  it('over https are bound to this host and never reach script or another site', () => {
    expect(cookie(secure, 'session', 'abc_-123', 60)).toBe(
      '__Host-inzage-session=abc_-123; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60',
    )
  })

  it('on loopback http go without the prefix that browsers would refuse there', () => {
    expect(cookie(loopback, 'session', 'abc')).toBe('inzage-session=abc; Path=/; HttpOnly; SameSite=Lax')
  })

  it('are read by their exact name', () => {
    expect(readCookie(secure, 'a=1; __Host-inzage-session=abc; b=2', 'session')).toBe('abc')
    expect(readCookie(secure, 'inzage-session=planted', 'session')).toBeNull()
    expect(readCookie(loopback, 'xinzage-session=planted', 'session')).toBeNull()
    expect(readCookie(loopback, null, 'session')).toBeNull()
  })

  it('that occur twice, are empty, or hold other signs than ours count as absent', () => {
    expect(readCookie(loopback, 'inzage-session=a; inzage-session=b', 'session')).toBeNull()
    expect(readCookie(loopback, 'inzage-session=', 'session')).toBeNull()
    expect(readCookie(loopback, 'inzage-session=a"b', 'session')).toBeNull()
    expect(readCookie(loopback, `inzage-session=${'a'.repeat(9000)}`, 'session')).toBeNull()
  })

  it('never carry a value that would end the line or the cookie', () => {
    expect(() => cookie(loopback, 'language', 'nl; Domain=evil')).toThrow()
    expect(() => cookie(loopback, 'language', 'nl\r\nX: y')).toThrow()
  })
})
