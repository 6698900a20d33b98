/** From what the organisation's own sign-in says of somebody to a session here: whom we let in, and in which role. */
import { queueMail } from '#db/mail.ts'
import { type Ledger, record } from '#db/record.ts'
import {
  addStaff,
  changeRole,
  endAccess,
  linkStaff,
  type Staff,
  staffByEmail,
  staffById,
  staffByOidc,
} from '#db/staff.ts'
import { knowSubject, subjectByKey } from '#db/subject.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { StaffRole } from '#domain/staff-role.ts'
import type { Context } from '../context.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { accountLetter } from './account-letter.ts'
import { attemptRef } from './attempt.ts'
import { readAddress } from './code.ts'
import type { Claims, Round } from './oidc.ts'
import { type Browser, openSession, renewSession } from './session.ts'

/** Null: not let in; one answer for every reason, the log knows which. */
type Entered = string[] | null

const actorOf = (round: Round): Actor => ({ kind: 'anon', ref: attemptRef(round.id) })

function refuse(ledger: Ledger, audience: 'member' | 'staff', because: string): null {
  ledger.entry('signIn.refused', { payload: { audience, because: `organisation.${because}` } })
  return null
}

/**
 * Staff: the account that is linked, else the open account with their checked address, which is linked from then on. With
 * a role map the role comes from the claim each time, somebody new gets an account, and who has no role any more is out.
 */
export async function enterStaff(
  portal: Portal,
  round: Round,
  claims: Claims,
  browser: Browser,
  now: Instant,
): Promise<Entered> {
  const { roles } = portal.config.oidc.staff ?? { roles: null }
  const role = roles ? roleOf(roles, claims) : null
  return record(portal.store, now, actorOf(round), async ledger => {
    const known = await accountOf(ledger, claims)
    if (known === 'taken') return refuse(ledger, 'staff', 'linkedToAnother')
    if (known && known.disabledAt !== null) return refuse(ledger, 'staff', 'closed')
    if (roles && !role) {
      if (known) await endAccess(ledger, known.id)
      return refuse(ledger, 'staff', 'noRole')
    }
    const staff = known ?? (role && (await newAccount(ledger, claims, role)))
    if (!staff) return refuse(ledger, 'staff', 'unknown')
    if (staff.oidcSubject === null) {
      await linkStaff(ledger, staff.id, claims.subject)
      await queueMail(ledger, accountLetter(portal, staff.language, 'linked', now), staff.email)
    }
    if (role && role !== staff.role) await changeRole(ledger, staff.id, role)
    const who = { audience: 'staff', personId: staff.id, email: staff.email, language: staff.language } as const
    return [await openSession(portal, ledger, who, browser)]
  })
}

/** Read in the change itself: whoever closes an account meanwhile is first or last, never in between. */
async function accountOf({ db, t }: Ledger, claims: Claims): Promise<Staff | 'taken' | null> {
  const linked = await staffByOidc(db, t, claims.subject)
  if (linked) return linked
  const address = claims.email && readAddress(claims.email)
  const same = address ? await staffByEmail(db, t, address) : null
  return same?.oidcSubject ? 'taken' : same
}

async function newAccount(ledger: Ledger, claims: Claims, role: StaffRole): Promise<Staff | null> {
  const email = claims.email && readAddress(claims.email)
  if (!email) return null
  const name =
    (claims.name ?? '')
      .replace(/\p{C}+/gu, ' ')
      .trim()
      .slice(0, 80) || email.slice(0, email.indexOf('@'))
  const id = await addStaff(ledger, { email, name, role, language: 'nl' })
  return staffById(ledger.db, ledger.t, id)
}

/** The first word of the map that the claim holds; a claim is one word or a list of them. */
function roleOf(
  { claim, map }: { claim: string; map: readonly (readonly [string, StaffRole])[] },
  claims: Claims,
): StaffRole | null {
  const said = [claims.all[claim]].flat()
  return map.find(([word]) => said.includes(word))?.[1] ?? null
}

/** Members: whoever the source knows by the checked address. */
export async function enterMember(
  portal: Portal,
  round: Round,
  claims: Claims,
  browser: Browser & { language: Language },
  now: Instant,
): Promise<Entered> {
  const email = claims.email && readAddress(claims.email)
  const person = await portal.people.locate({ email: email || '' })
  return record(portal.store, now, actorOf(round), async ledger => {
    if (!email) return refuse(ledger, 'member', 'unverified')
    if (!person) return refuse(ledger, 'member', 'unknownAddress')
    const source = portal.register.subject.source
    const subject = await knowSubject(ledger, { source, key: person.key, language: browser.language })
    const who = { audience: 'member', personId: subject.id, email: person.email, language: subject.language } as const
    return [await openSession(portal, ledger, who, browser)]
  })
}

/** Proves within a session that it is still the same person: the same account at the provider, signed in just now. */
export async function proveByOrganisation(context: Context, round: Round, claims: Claims): Promise<Entered> {
  const { portal, visitor, now } = context
  if (visitor.audience === 'none' || visitor.sessionId !== round.sessionId) return null
  const email = claims.email && readAddress(claims.email)
  const person = visitor.audience === 'member' && email ? await portal.people.locate({ email }) : null
  return record(portal.store, now, personOf(visitor).actor, async ledger => {
    const same =
      visitor.audience === 'staff'
        ? (await staffByOidc(ledger.db, ledger.t, claims.subject))?.id === visitor.staffId
        : person !== null &&
          (await subjectByKey(ledger.db, ledger.t, portal.register.subject.source, person.key))?.id ===
            visitor.subjectId
    if (!same) return refuse(ledger, visitor.audience, 'somebodyElse')
    const line = await renewSession(portal, ledger, visitor)
    return line ? [line] : refuse(ledger, visitor.audience, 'sessionEnded')
  })
}
