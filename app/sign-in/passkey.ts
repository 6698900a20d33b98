/** Passkeys of staff: what the browser is asked to sign, and judging what it signed (WebAuthn, user verification required). */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { useChallenge } from '#db/challenge.ts'
import { queueMail } from '#db/mail.ts'
import { addPasskey, notePasskeyUse, type Passkey, passkeyById, passkeysOf, removePasskey } from '#db/passkey.ts'
import { type Ledger, record } from '#db/record.ts'
import { type Staff, staffById } from '#db/staff.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { StaffVisitor } from '../context.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { attemptRef } from './attempt.ts'
import { forgetChallenge, giveChallenge, readChallenge } from './challenge.ts'
import { tagOf } from './code.ts'
import { withinLimits } from './limits.ts'
import { relyingParty } from './relying-party.ts'
import { accountLetter } from './account-letter.ts'
import { type Browser, openSession, renewSession } from './session.ts'

/** Longest name of a passkey, in characters. */
export const longestPasskeyName = 60

export type PasskeyFault = 'passkeyWrong' | 'passkeyExpired' | 'tooMany'
type Judged = { fault: PasskeyFault } | { setCookies: string[] }

/** What the browser is to do: `signIn` before anybody is known, `proof` within a session, `new` to make a passkey. */
export const passkeyPurposes = ['signIn', 'proof', 'new'] as const
export type PasskeyPurpose = (typeof passkeyPurposes)[number]

/** The options for the browser's own dialogue, and the line of the cookie that binds them; or null when there may be none. */
export async function askPasskey(
  portal: Portal,
  purpose: PasskeyPurpose,
  staff: StaffVisitor | null,
  peer: string,
  now: Instant,
): Promise<{ options: unknown; setCookie: string } | { fault: 'tooMany' } | null> {
  const party = relyingParty(portal.config)
  if (!party || (purpose === 'signIn' ? staff : !staff)) return null
  const addressTag = tagOf(portal.keys.tag, 'peer', staff?.staffId ?? peer)
  if (!(await withinLimits(portal, 'challenge', { addressTag, peer }, now))) return { fault: 'tooMany' }
  const { read, t } = portal.store
  const own = staff ? await passkeysOf(read, t, staff.staffId) : []
  const options =
    purpose === 'new' && staff
      ? await creation(portal, party.id, (await staffById(read, t, staff.staffId))!, own)
      : await generateAuthenticationOptions({
          rpID: party.id,
          userVerification: 'required',
          allowCredentials: own.map(descriptor),
        })
  const about = {
    kind: purpose === 'new' ? ('passkeyNew' as const) : ('passkey' as const),
    audience: 'staff' as const,
    personId: staff?.staffId ?? null,
    next: '/',
    secret: options.challenge,
  }
  return { options, setCookie: await giveChallenge(portal, about, now) }
}

/** Discoverable and verified by the device itself (PIN, finger, face): a passkey is both factors at once. */
const creation = (portal: Portal, rpID: string, staff: Staff, own: readonly Passkey[]) =>
  generateRegistrationOptions({
    rpName: portal.register.controller.name,
    rpID,
    userID: new Uint8Array(Buffer.from(staff.id)),
    userName: staff.email,
    userDisplayName: staff.name,
    attestationType: 'none',
    excludeCredentials: own.map(descriptor),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })

const descriptor = ({ id, transports }: Passkey) => ({ id, transports: transports.filter(isTransport) })

const transportNames = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const
const isTransport = (name: string): name is (typeof transportNames)[number] =>
  transportNames.some(known => known === name)

/** Signs staff in with what the browser signed. */
export function enterPasskey(
  portal: Portal,
  given: { response: string; cookies: string | null; peer: string; browser: Browser },
  now: Instant,
): Promise<Judged> {
  return judge(portal, { ...given, personId: null }, now, async (ledger, { id, email, language }) => {
    const who = { audience: 'staff', personId: id, email, language } as const
    return openSession(portal, ledger, who, given.browser)
  })
}

/** Proves within a session that it is still the same person. */
export function proveByPasskey(
  portal: Portal,
  visitor: StaffVisitor,
  given: { response: string; cookies: string | null; peer: string },
  now: Instant,
): Promise<Judged> {
  return judge(portal, { ...given, personId: visitor.staffId }, now, ledger => renewSession(portal, ledger, visitor))
}

type Asked = { response: string; cookies: string | null; peer: string; personId: string | null }

/**
 * One use of a passkey: the challenge of this browser, made for this person (or nobody), unused; our origin and host;
 * verified by the device; a count that goes up. `then` opens or renews the session in the same change.
 */
async function judge(
  portal: Portal,
  { response, cookies, peer, personId }: Asked,
  now: Instant,
  then: (ledger: Ledger, staff: Staff) => Promise<string | null>,
): Promise<Judged> {
  const signed = readResponse<AuthenticationResponseJSON>(response)
  const addressTag = tagOf(portal.keys.tag, 'peer', signed?.id ?? '')
  if (!(await withinLimits(portal, 'passkey', { addressTag, peer }, now))) return { fault: 'tooMany' }
  const challenge = await readChallenge(portal, cookies, 'passkey', now)
  if (!challenge || challenge.personId !== personId) return { fault: 'passkeyExpired' }
  const found = signed && (await passkeyById(portal.store.read, portal.store.t, signed.id))
  const mine = found && (personId === null || found.staff.id === personId) ? found : null
  const counter = mine && signed ? await verified(portal, signed, challenge.secret, mine.passkey) : null
  const actor: Actor = { kind: 'anon', ref: attemptRef(challenge.id) }
  return record(portal.store, now, personId ? { kind: 'staff', ref: personId } : actor, async ledger => {
    // Spent by a wrong answer too: one question, one answer.
    if (!(await useChallenge(ledger, challenge.id))) return refuse(ledger, 'passkeyExpired')
    if (!mine || counter === null || !(await notePasskeyUse(ledger, mine.passkey.id, counter)))
      return refuse(ledger, 'passkeyWrong')
    const line = await then(ledger, mine.staff)
    return line ? { setCookies: [line, forgetChallenge(portal)] } : refuse(ledger, 'passkeyExpired')
  })
}

function refuse(ledger: Ledger, fault: PasskeyFault): { fault: PasskeyFault } {
  ledger.entry('signIn.refused', { payload: { audience: 'staff', because: fault } })
  return { fault }
}

/** The authenticator's count when the answer is right, else null. */
async function verified(
  portal: Portal,
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  { id, publicKey, counter }: Passkey,
): Promise<number | null> {
  const party = relyingParty(portal.config)
  if (!party) return null
  try {
    const { verified: right, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      credential: { id, publicKey: new Uint8Array(publicKey), counter },
      requireUserVerification: true,
    })
    return right ? authenticationInfo.newCounter : null
  } catch {
    // It says which part was wrong; for whom it may be wrong it is all the same.
    return null
  }
}

/** Adds the passkey that the browser made for this person. A letter tells them. */
export async function keepPasskey(
  portal: Portal,
  visitor: StaffVisitor,
  given: { name: string; response: string; cookies: string | null },
  now: Instant,
): Promise<{ fault: 'passkeyWrong' | 'passkeyExpired' } | null> {
  const challenge = await readChallenge(portal, given.cookies, 'passkeyNew', now)
  if (!challenge || challenge.personId !== visitor.staffId) return { fault: 'passkeyExpired' }
  const made = await registered(portal, given.response, challenge.secret)
  const staff = await staffById(portal.store.read, portal.store.t, visitor.staffId)
  return record(portal.store, now, personOf(visitor).actor, async ledger => {
    if (!(await useChallenge(ledger, challenge.id)) || !staff) {
      refuse(ledger, 'passkeyExpired')
      return { fault: 'passkeyExpired' }
    }
    const kept = made && (await addPasskey(ledger, { ...made, staffId: staff.id, name: given.name }))
    if (!kept) {
      refuse(ledger, 'passkeyWrong')
      return { fault: 'passkeyWrong' }
    }
    await queueMail(ledger, accountLetter(portal, staff.language, 'passkeyAdded', now), staff.email)
    return null
  })
}

async function registered(portal: Portal, text: string, expectedChallenge: string) {
  const party = relyingParty(portal.config)
  const response = readResponse<RegistrationResponseJSON>(text)
  if (!party || !response) return null
  try {
    const { verified: right, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: true,
    })
    if (!right || !registrationInfo) return null
    const { id, publicKey, counter } = registrationInfo.credential
    const transports = (response.response.transports ?? []).filter(isTransport)
    return { id, publicKey: Buffer.from(publicKey), counter, transports }
  } catch {
    return null
  }
}

/** Takes one of this person's own passkeys away; false when they have no such one. */
export const dropPasskey = (portal: Portal, visitor: StaffVisitor, id: string, now: Instant): Promise<boolean> =>
  record(portal.store, now, personOf(visitor).actor, async ledger =>
    (await removePasskey(ledger, visitor.staffId, id)) ? true : ledger.decline(false),
  )

const shape = z.looseObject({
  id: z.string().regex(/^[\w-]{1,1400}$/),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string() }),
})

/** What the browser's script sent, in the outward form of an answer; everything in it is judged by the verifier. */
function readResponse<R>(text: string): R | null {
  try {
    const read = shape.safeParse(JSON.parse(text))
    return read.success ? (read.data as R) : null
  } catch {
    return null
  }
}
