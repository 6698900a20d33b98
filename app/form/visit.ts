/**
 * A visit to the public form: an address, a code to it, and then one form, or the page of a request made before. For a known and an unknown address the same
 * happens: the same limits, one look-up, one attempt, one entry, one letter with a code, on the same beat (T1, T15).
 * Nobody is signed in by it.
 */
import { z } from 'zod'
import { isAddress, queueMail } from '#db/mail.ts'
import { record } from '#db/record.ts'
import { type Attempt, countTry, keepAttempt, liveAttempt, openAttempt, triesPerCode, useCode } from '#db/sign-in.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import { cookie, readCookie } from '../cookies.ts'
import type { Portal } from '../portal.ts'
import { letters } from '../post/letters.ts'
import { attemptRef, attemptSeconds } from '../sign-in/attempt.ts'
import { codeHash, newCode, newToken, sameHash, tagOf, tokenHash } from '../sign-in/code.ts'
import { withinLimits } from '../sign-in/limits.ts'
import { onTheBeat } from '../sign-in/pace.ts'
import { open, seal } from '../sign-in/seal.ts'

/** How long the form may take once the code was right, and how long the browser remembers the visit, in seconds. */
const fillSeconds = 7_200
const cookieSeconds = 10_800

/**
 * `id` finds the attempt; `letter` is what was filed at the end. `reference`: who visits wants to see a request that they
 * made before, and files nothing.
 */
export type Visit = { id: string; token: string; address: string; letter: string | null; reference: string | null }

const shape = z.strictObject({
  token: z.string().length(43),
  address: z.string(),
  letter: z.string().nullable(),
  reference: z.string().nullable().default(null),
})

/** The visit of this browser, or null when it has none (or one that we did not make). */
export function readVisit(portal: Portal, cookieHeader: string | null): Visit | null {
  const value = readCookie(portal.config, cookieHeader, 'form')
  const plain = value && open(portal.keys.seal, 'form', Buffer.from(value, 'base64url'))
  if (!plain) return null
  const visit = shape.parse(JSON.parse(plain.toString()))
  return { id: tokenHash(visit.token), ...visit }
}

/** The `Set-Cookie` line that carries it: the address lies sealed in the person's own browser. */
export function visitCookie(portal: Portal, { token, address, letter, reference }: Omit<Visit, 'id'>): string {
  const visit = JSON.stringify({ token, address, letter, reference })
  const sealed = seal(portal.keys.seal, 'form', Buffer.from(visit))
  return cookie(portal.config, 'form', sealed.toString('base64url'), cookieSeconds)
}

/** How the log speaks of who visits. */
export const visitorActor = ({ id }: Pick<Visit, 'id'>): Actor => ({ kind: 'anon', ref: attemptRef(id) })

/**
 * @param ask.address in compared form (`readAddress`)
 * @param ask.reference of a request that they say they made; nothing is looked up about it before the code was right
 */
export function askFormCode(
  portal: Portal,
  ask: { address: string; language: Language; peer: string; reference?: string | null },
  now: Instant,
): Promise<{ setCookie: string } | { fault: 'tooMany' }> {
  const { address, language, peer, reference = null } = ask
  const addressTag = tagOf(portal.keys.tag, 'address', address)
  return onTheBeat(async () => {
    if (!(await withinLimits(portal, 'ask', { addressTag, peer }, now))) return { fault: 'tooMany' }
    const person = await portal.people.locate({ email: address })
    const token = newToken()
    const id = tokenHash(token)
    const code = newCode()
    const expiresAt = later(now, attemptSeconds)
    await record(portal.store, now, visitorActor({ id }), async ledger => {
      await openAttempt(ledger, {
        id,
        audience: 'form',
        addressTag,
        personId: person?.key ?? null,
        sessionId: null,
        codeHash: codeHash(portal.keys.tag, id, code),
        expiresAt,
      })
      // To the address on file of whom we know: one that only looks like theirs gets nothing.
      const to = person && isAddress(person.email) ? person.email : address
      await queueMail(ledger, letters(portal).proveAddress(language, code), to, { expiresAt })
      ledger.entry('signIn.codeSent', { payload: { audience: 'form' } })
    })
    return { setCookie: visitCookie(portal, { token, address, letter: null, reference }) }
  })
}

/** Enters the code: five tries, counted before they are judged. Null when it was right. */
export function enterFormCode(
  portal: Portal,
  { visit, code, peer }: { visit: Visit; code: string; peer: string },
  now: Instant,
): Promise<'tooMany' | 'codeExpired' | 'codeWrong' | 'codeSpent' | null> {
  return onTheBeat(async () => {
    const addressTag = tagOf(portal.keys.tag, 'address', visit.address)
    if (!(await withinLimits(portal, 'try', { addressTag, peer }, now))) return 'tooMany'
    const attempt = await liveAttempt(portal.store.read, portal.store.t, visit.id, now)
    if (attempt?.audience !== 'form' || attempt.codeUsedAt !== null) return 'codeExpired'
    return record(portal.store, now, visitorActor(visit), async ledger => {
      const tried = await countTry(ledger, attempt.id, 'code')
      if (tried && sameHash(tried.codeHash, codeHash(portal.keys.tag, attempt.id, code))) {
        await useCode(ledger, attempt.id)
        await keepAttempt(ledger, attempt.id, later(now, fillSeconds))
        ledger.entry('signIn.codeRight', { payload: { audience: 'form' } })
        return null
      }
      const fault = tried !== null && tried.tries < triesPerCode ? 'codeWrong' : 'codeSpent'
      ledger.entry('signIn.refused', { payload: { audience: 'form', because: fault } })
      return fault
    })
  })
}

/** The attempt of this visit while its form can be sent: the code was right, and it was not used yet. */
export async function provenVisit(portal: Portal, visit: Visit | null, now: Instant): Promise<Attempt | null> {
  const attempt = visit && (await liveAttempt(portal.store.read, portal.store.t, visit.id, now))
  return attempt?.audience === 'form' && attempt.codeUsedAt !== null ? attempt : null
}
