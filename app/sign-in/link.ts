/** Links of an operator, each for one use: to sign somebody in, and to set up a staff account. Only hashes are kept. */
import { type Ledger, record } from '#db/record.ts'
import type { Audience } from '#db/schema/people.ts'
import { keepLink, liveLink, useLink } from '#db/sign-in.ts'
import { staffByEmail, staffById } from '#db/staff.ts'
import { knowSubject } from '#db/subject.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { Portal } from '../portal.ts'
import { newToken, readAddress, tokenHash } from './code.ts'
import { type Browser, openSession } from './session.ts'

/** How long a sign-in link works, in seconds: an operator hands it over at once. */
export const linkSeconds = 600
/** How long a set-up link works, in seconds. */
export const setUpSeconds = 3 * 86_400

const operator = { kind: 'system', ref: 'operator' } as const

/** Makes a link that signs this person in once, or null when nobody is known by that address. Audited. */
export async function makeSignInLink(
  portal: Portal,
  who: { audience: Audience; email: string },
  now: Instant,
): Promise<string | null> {
  const personId = await idOf(portal, who)
  if (!personId) return null
  return record(portal.store, now, operator, ledger => signInLink(portal, ledger, { audience: who.audience, personId }))
}

async function signInLink(
  portal: Portal,
  ledger: Ledger,
  who: { audience: Audience; personId: string },
): Promise<string> {
  const token = newToken()
  const expiresAt = later(ledger.at, linkSeconds)
  await keepLink(ledger, { tokenHash: tokenHash(token), kind: 'signIn', ...who, expiresAt })
  ledger.entry('signIn.linkMade', { payload: { kind: 'signIn', audience: who.audience } })
  return `${portal.config.baseUrl}/aanmelden/${token}`
}

/** Makes a set-up link for a staff member, inside the change that adds them (or asks for a new one). */
export async function setUpLink(portal: Portal, ledger: Ledger, staffId: string): Promise<string> {
  const token = newToken()
  const expiresAt = later(ledger.at, setUpSeconds)
  await keepLink(ledger, {
    tokenHash: tokenHash(token),
    kind: 'setup',
    audience: 'staff',
    personId: staffId,
    expiresAt,
  })
  ledger.entry('signIn.linkMade', { payload: { kind: 'setup', audience: 'staff', staff: staffId } })
  return `${portal.config.baseUrl}/medewerkers/inrichten/${token}`
}

/** Whether the link can still be used. Looking does not use it up: programs that scan mail open links too. */
export async function linkWorks(portal: Portal, token: string, now: Instant): Promise<boolean> {
  return (await liveLink(portal.store.read, portal.store.t, tokenHash(token), 'signIn', now)) !== null
}

/** Uses a sign-in link: the `Set-Cookie` lines and where to go, or null when it does not work (any more). */
export async function enterByLink(
  portal: Portal,
  token: string,
  browser: Browser & { language: Language },
  now: Instant,
): Promise<{ audience: Audience; setCookies: string[] } | null> {
  const hash = tokenHash(token)
  const link = await liveLink(portal.store.read, portal.store.t, hash, 'signIn', now)
  if (!link) return null
  const person = link.audience === 'member' ? await portal.people.locate({ key: link.personId }) : null
  const staff = link.audience === 'staff' ? await staffById(portal.store.read, portal.store.t, link.personId) : null
  if (!person && (!staff || staff.disabledAt !== null)) return null

  return record(portal.store, now, operator, async ledger => {
    if (!(await useLink(ledger, hash))) {
      ledger.entry('signIn.refused', { payload: { audience: link.audience, because: 'linkUsed' } })
      return null
    }
    if (staff) {
      const who = { audience: 'staff', personId: staff.id, email: staff.email, language: staff.language } as const
      return { audience: 'staff', setCookies: [await openSession(portal, ledger, who, browser)] }
    }
    const { key, email } = person!
    const source = portal.register.subject.source
    const subject = await knowSubject(ledger, { source, key, language: browser.language })
    const who = { audience: 'member', personId: subject.id, email, language: subject.language } as const
    return { audience: 'member', setCookies: [await openSession(portal, ledger, who, browser)] }
  })
}

async function idOf(portal: Portal, who: { audience: Audience; email: string }): Promise<string | null> {
  const email = readAddress(who.email)
  if (!email) return null
  if (who.audience === 'member') return (await portal.people.locate({ email }))?.key ?? null
  const staff = await staffByEmail(portal.store.read, portal.store.t, email)
  return staff && staff.disabledAt === null ? staff.id : null
}
