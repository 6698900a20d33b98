/**
 * Asking for a code. For a known and an unknown address the same happens: the same limits, one look-up, one attempt, one
 * entry in the log, one letter; and the answer comes on the same beat (T1, T15).
 */
import { isAddress, queueMail } from '#db/mail.ts'
import { record } from '#db/record.ts'
import type { Audience } from '#db/schema/people.ts'
import { openAttempt } from '#db/sign-in.ts'
import { staffByEmail, staffById } from '#db/staff.ts'
import { subjectByKey } from '#db/subject.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { MemberVisitor, StaffVisitor } from '../context.ts'
import { letters } from '../post/letters.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { attemptRef, attemptSeconds, newAttempt } from './attempt.ts'
import { codeHash, newCode, readAddress, tagOf } from './code.ts'
import { withinLimits } from './limits.ts'
import { onTheBeat } from './pace.ts'
import { selfOf } from '../member/self.ts'

export type Asked = { sent: true; setCookie: string } | { sent: false; fault: 'tooMany' }

/** Somebody who can be sent a code: who they are here, and the address on file. */
type Recipient = { personId: string; email: string; language: Language }

/**
 * Sends a code to sign in with, or the letter that says there is no account. Letters go to the address on file; only
 * the letter without any data goes to an address that was merely typed (docs/decisions/070-codes-by-mail.md).
 * @param ask.address in compared form (`readAddress`)
 */
export function askCode(
  portal: Portal,
  ask: { audience: Audience; address: string; language: Language; peer: string },
  now: Instant,
): Promise<Asked> {
  const addressTag = tagOf(portal.keys.tag, 'address', ask.address)
  return onTheBeat(async () => {
    if (!(await withinLimits(portal, 'ask', { addressTag, peer: ask.peer }, now)))
      return { sent: false, fault: 'tooMany' }
    const find = ask.audience === 'member' ? memberAt : staffAt
    const found = await find(portal, ask.address, ask.language)
    const to = found ?? { personId: null, email: ask.address, language: ask.language }
    return send(portal, { ...ask, ...to, addressTag, session: null }, now)
  })
}

/** Sends a code to the address on file of somebody who is signed in, to prove it is still them. */
export async function askProof(
  portal: Portal,
  visitor: MemberVisitor | StaffVisitor,
  peer: string,
  now: Instant,
): Promise<Asked> {
  const found = visitor.audience === 'member' ? await memberSelf(portal, visitor) : await staffSelf(portal, visitor)
  if (!found) throw new Error('Somebody is signed in who cannot be sent a letter')
  const address = readAddress(found.email) ?? found.email
  const addressTag = tagOf(portal.keys.tag, 'address', address)
  if (!(await withinLimits(portal, 'ask', { addressTag, peer }, now))) return { sent: false, fault: 'tooMany' }
  return send(portal, { ...found, audience: visitor.audience, address, addressTag, session: visitor }, now)
}

type Sending = {
  audience: Audience
  address: string
  addressTag: string
  personId: string | null
  email: string
  language: Language
  session: MemberVisitor | StaffVisitor | null
}

async function send(portal: Portal, to: Sending, now: Instant): Promise<Asked> {
  const { id, setCookie } = newAttempt(portal, to.audience, to.address)
  const code = newCode()
  const expiresAt = later(now, attemptSeconds)
  const letter = to.personId
    ? letters(portal).signInCode(to.language, code, to.session ? 'proof' : 'signIn')
    : letters(portal).noAccount(to.language, to.audience)
  const actor: Actor = to.session ? personOf(to.session).actor : { kind: 'anon', ref: attemptRef(id) }

  await record(portal.store, now, actor, async ledger => {
    await openAttempt(ledger, {
      id,
      audience: to.audience,
      addressTag: to.addressTag,
      personId: to.personId,
      sessionId: to.session?.sessionId ?? null,
      codeHash: codeHash(portal.keys.tag, id, code),
      expiresAt,
    })
    await queueMail(ledger, letter, to.email, { expiresAt })
    if (to.personId) ledger.entry('signIn.codeSent', { payload: { audience: to.audience } })
    else ledger.entry('signIn.refused', { payload: { audience: to.audience, because: 'unknownAddress' } })
  })
  return { sent: true, setCookie }
}

async function memberAt(portal: Portal, email: string, language: Language): Promise<Recipient | null> {
  const person = await portal.people.locate({ email })
  // Asked for a person that is not there as well: the same work for everyone.
  const { read, t } = portal.store
  const subject = await subjectByKey(read, t, portal.register.subject.source, person?.key ?? '')
  if (!person) return null
  return {
    personId: person.key,
    email: isAddress(person.email) ? person.email : email,
    language: subject?.language ?? language,
  }
}

async function staffAt(portal: Portal, email: string): Promise<Recipient | null> {
  const staff = await staffByEmail(portal.store.read, portal.store.t, email)
  if (!staff || staff.disabledAt !== null || staff.totpSealed === null) return null
  return { personId: staff.id, email: staff.email, language: staff.language }
}

async function memberSelf(portal: Portal, visitor: MemberVisitor): Promise<Recipient | null> {
  const person = await selfOf(portal, visitor.subjectId)
  return person && { personId: person.key, email: person.email, language: visitor.language }
}

async function staffSelf(portal: Portal, visitor: StaffVisitor): Promise<Recipient | null> {
  const staff = await staffById(portal.store.read, portal.store.t, visitor.staffId)
  return staff && { personId: staff.id, email: staff.email, language: visitor.language }
}
