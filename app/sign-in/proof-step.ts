/** Proving again that it is still you: a code by mail, or for staff with an app the code of their app. */
import { redirect } from '@remix-run/node'
import { liveAttempt } from '#db/sign-in.ts'
import { staffById } from '#db/staff.ts'
import type { Context, MemberVisitor, StaffVisitor } from '../context.ts'
import { readAttempt } from './attempt.ts'
import { type CodeFault, enterProof, proveByTotp } from './enter.ts'
import { withNaar } from './way.ts'

/** Whoever is signed in; anybody else signs in first, which is a fresh proof too. */
export function visitorToProve(request: Request, { visitor }: Context): MemberVisitor | StaffVisitor {
  if (visitor.audience === 'none') throw redirect(withNaar('/inloggen', request), 303)
  return visitor
}

/** `totp`: enter the app's code · `mailed`: a code is on its way to this session · `ask`: ask for one first */
export async function howToProve(
  request: Request,
  { portal, now }: Context,
  visitor: MemberVisitor | StaffVisitor,
): Promise<'totp' | 'mailed' | 'ask'> {
  const { read, t } = portal.store
  if (visitor.audience === 'staff' && (await staffById(read, t, visitor.staffId))?.totpSealed) return 'totp'
  const attempt = readAttempt(portal, request.headers.get('cookie'))
  const open = attempt && (await liveAttempt(read, t, attempt.id, now))
  return open?.sessionId === visitor.sessionId ? 'mailed' : 'ask'
}

/** Judges the code; `setCookies` carry the session's new token. */
export async function confirm(
  request: Request,
  { portal, peer, now }: Context,
  visitor: MemberVisitor | StaffVisitor,
  code: string,
): Promise<{ fault: CodeFault } | { setCookies: string[] }> {
  const attempt = readAttempt(portal, request.headers.get('cookie'))
  const staff =
    visitor.audience === 'staff' ? await staffById(portal.store.read, portal.store.t, visitor.staffId) : null
  if (visitor.audience === 'staff' && staff?.totpSealed) return proveByTotp(portal, visitor, { code, peer }, now)
  return attempt ? enterProof(portal, visitor, { attempt, code, peer }, now) : { fault: 'codeExpired' }
}
