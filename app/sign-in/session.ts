/** Sessions as browsers hold them: begin with a new token, prove again with a new token, end. */
import { queueMail } from '#db/mail.ts'
import { type Ledger, record } from '#db/record.ts'
import type { Audience } from '#db/schema/people.ts'
import { type Person, beginSession, endAllSessions, endSession, liveSessions, renewProof, seenOn } from '#db/session.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { MemberVisitor, StaffVisitor, Visitor } from '../context.ts'
import { cookie } from '../cookies.ts'
import { letters } from '../post/letters.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { newToken, tokenHash } from './code.ts'
import { deviceName, deviceOf } from './device.ts'

/** Without use for `idle` seconds, or `absolute` seconds after signing in, a session is over (security rules §5). */
export const sessionLimits: Readonly<Record<Audience, { idle: number; absolute: number }>> = {
  member: { idle: 30 * 60, absolute: 24 * 3600 },
  staff: { idle: 15 * 60, absolute: 8 * 3600 },
}
/** A proof is recent for this many seconds. */
export const proofSeconds = 300

type SignedIn = MemberVisitor | StaffVisitor

/** Where somebody signs in: what their browser says of itself, and the session it held until now. */
export type Browser = { userAgent: string | null; visitor: Visitor }

/**
 * Begins a session inside a change and gives its `Set-Cookie` line. The token is always new; what this browser held
 * before ends. A kind of device that this person never used before is told to them by mail.
 */
export async function openSession(
  portal: Portal,
  ledger: Ledger,
  who: Person & { email: string; language: Language },
  browser: Browser,
): Promise<string> {
  const { audience, personId } = who
  const token = newToken()
  const device = deviceOf(browser.userAgent)
  const { absolute } = sessionLimits[audience]
  const seen = await seenOn(ledger.db, ledger.t, { audience, personId }, device)
  if (browser.visitor.audience !== 'none') {
    await endSession(ledger, personOf(browser.visitor), browser.visitor.sessionId)
  }
  await beginSession(
    ledger,
    { audience, personId },
    { tokenHash: tokenHash(token), device, expiresAt: later(ledger.at, absolute) },
  )
  if (seen === 'elsewhere') {
    const letter = letters(portal).newDevice(who.language, { device: deviceName(device, who.language), at: ledger.at })
    await queueMail(ledger, letter, who.email)
  }
  return cookie(portal.config, 'session', token, absolute)
}

/** Notes a fresh proof inside a change and gives the line of the new token, or null when the session has ended. */
export async function renewSession(portal: Portal, ledger: Ledger, visitor: SignedIn): Promise<string | null> {
  const token = newToken()
  if (!(await renewProof(ledger, visitor.sessionId, tokenHash(token)))) return null
  return cookie(portal.config, 'session', token, sessionLimits[visitor.audience].absolute)
}

/** Signs this person out everywhere, this browser too. */
export async function signOutEverywhere(portal: Portal, visitor: SignedIn, now: Instant): Promise<string[]> {
  const who = personOf(visitor)
  await record(portal.store, now, who.actor, ledger => endAllSessions(ledger, who))
  return [cookie(portal.config, 'session', '', 0)]
}

/** Ends one of this person's own sessions; false when they have no such living session. */
export async function endDevice(portal: Portal, visitor: SignedIn, sessionId: string, now: Instant): Promise<boolean> {
  const who = personOf(visitor)
  const devices = await devicesOf(portal, visitor, now)
  if (!devices.some(device => device.id === sessionId)) return false
  await record(portal.store, now, who.actor, ledger => endSession(ledger, who, sessionId))
  return true
}

/** Where this person is signed in now, last used first. */
export function devicesOf(portal: Portal, visitor: SignedIn, now: Instant) {
  const who = personOf(visitor)
  const seenAfter = later(now, -sessionLimits[visitor.audience].idle)
  return liveSessions(portal.store.read, portal.store.t, who, now, seenAfter)
}
