/** Proving again that it is still you: a code by mail, or for staff with an app the code of their app. */
import { redirect } from '@remix-run/node'
import { liveAttempt } from '#db/sign-in.ts'
import { passkeysOf } from '#db/passkey.ts'
import { staffById } from '#db/staff.ts'
import type { Context, MemberVisitor, StaffVisitor } from '../context.ts'
import { readAttempt } from './attempt.ts'
import { type CodeFault, enterProof, proveByTotp } from './enter.ts'
import { organisationOf } from './organisation.ts'
import { proveByPasskey } from './passkey.ts'
import { relyingParty } from './relying-party.ts'
import { withNaar } from './way.ts'

/** Whoever is signed in; anybody else signs in first, which is a fresh proof too. */
export function visitorToProve(request: Request, { visitor }: Context): MemberVisitor | StaffVisitor {
  if (visitor.audience === 'none') throw redirect(withNaar('/inloggen', request), 303)
  return visitor
}

export type How = {
  /**
   * `totp`: enter the app's code · `mailed`: a code is on its way to this session · `ask`: ask for one first · null: none,
   * because for staff who have something stronger a mailbox is not enough
   */
  code: 'totp' | 'mailed' | 'ask' | null
  /** The host that this person's passkeys are for; null when they have none. */
  passkeyHost: string | null
  /** The organisation's own sign-in, when this account is linked to it. */
  organisation: { start: string; host: string; naar: string } | null
}

export async function howToProve(
  request: Request,
  { portal, now }: Context,
  visitor: MemberVisitor | StaffVisitor,
): Promise<How> {
  const { read, t } = portal.store
  const staff = visitor.audience === 'staff' ? await staffById(read, t, visitor.staffId) : null
  const passkeys = staff ? await passkeysOf(read, t, staff.id) : []
  const passkeyHost = passkeys.length ? (relyingParty(portal.config)?.id ?? null) : null
  const linked = visitor.audience === 'member' || (staff !== null && staff.oidcSubject !== null)
  const organisation = linked ? organisationOf(portal.config, visitor.audience, request) : null
  if (staff?.totpSealed) return { code: 'totp', passkeyHost, organisation }
  if (staff && (passkeyHost !== null || organisation !== null)) return { code: null, passkeyHost, organisation }
  const attempt = readAttempt(portal, request.headers.get('cookie'))
  const open = attempt && (await liveAttempt(read, t, attempt.id, now))
  return { code: open?.sessionId === visitor.sessionId ? 'mailed' : 'ask', passkeyHost, organisation }
}

/** Judges the code, or what a passkey signed; `setCookies` carry the session's new token. */
export async function confirm(
  request: Request,
  context: Context,
  visitor: MemberVisitor | StaffVisitor,
  proof: { code: string } | { passkey: string },
): Promise<{ fault: CodeFault } | { setCookies: string[] }> {
  const { portal, peer, now } = context
  const cookies = request.headers.get('cookie')
  if ('passkey' in proof) {
    const given = { response: proof.passkey, cookies, peer }
    return visitor.audience === 'staff' ? proveByPasskey(portal, visitor, given, now) : { fault: 'passkeyWrong' }
  }
  const { code } = proof
  const how = await howToProve(request, context, visitor)
  if (how.code === 'totp' && visitor.audience === 'staff') return proveByTotp(portal, visitor, { code, peer }, now)
  const attempt = how.code === null ? null : readAttempt(portal, cookies)
  return attempt ? enterProof(portal, visitor, { attempt, code, peer }, now) : { fault: 'codeExpired' }
}
