/** Who may be here: every loader and every action asks this itself, because a parent's check protects no child (F1). */
import { redirect } from '@remix-run/node'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Context, MemberVisitor, StaffRole, StaffVisitor } from './context.ts'
import { safePath } from './safe-path.ts'
import { proofSeconds } from './sign-in/session.ts'

type Args = { request: Request; context: Context }

/** The signed-in member; anybody else is sent to sign in first. */
export function requireMember({ request, context }: Args): MemberVisitor {
  if (context.visitor.audience === 'member') return context.visitor
  throw redirect(withWay('/inloggen', request), 303)
}

/** The signed-in staff member; with `roles`, one of these. A member, or another role, finds nothing here. */
export function requireStaff({ request, context }: Args, roles?: readonly StaffRole[]): StaffVisitor {
  const { visitor } = context
  if (visitor.audience !== 'staff') throw redirect(withWay('/medewerkers/inloggen', request), 303)
  if (roles && !roles.includes(visitor.role)) throw new Response(null, { status: 404 })
  return visitor
}

/** Whether this session proved itself at most five minutes ago. */
export const provenRecently = (provenAt: Instant, now: Instant): boolean => provenAt > later(now, -proofSeconds)

/**
 * For steps that decide, send or take data out (T2, ASVS 7.5.3): the session must have proved itself at most five minutes
 * ago. Call it in a loader or action after `requireStaff`/`requireMember` and before anything is changed. Who asks for a
 * page is sent to prove themselves and comes back; whose form comes in gets a page that asks for the proof and carries
 * the form's fields, so that one more press does what was meant (`app/server/held-form.ts`).
 */
export function requireFreshProof(args: Args): void {
  const first = proofFirst(args)
  if (first) throw first
}

/** The same for a route of the server itself: what to answer first, or null when the proof is fresh. */
export function proofFirst({ request, context }: Args): Response | null {
  const { visitor, now } = context
  if (visitor.audience !== 'none' && provenRecently(visitor.provenAt, now)) return null
  if (request.method === 'POST' && visitor.audience !== 'none' && isPlainForm(request)) {
    context.proofWanted = true
    return new Response(null, { status: 403 })
  }
  return redirect(withWay('/bevestigen', request), 303)
}

/** Files cannot be carried along in a page: a form with files is asked for again. */
const isPlainForm = ({ headers }: Request): boolean =>
  (headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')

/** `page?naar=` the path that was asked for. What a form would have changed is not repeated: its page comes back. */
function withWay(page: string, request: Request): string {
  const { pathname, searchParams } = new URL(request.url)
  // Remix's own parameters belong to its script, not to the page.
  for (const own of ['_data', 'index']) searchParams.delete(own)
  const query = searchParams.size ? `?${searchParams}` : ''
  const way = safePath(pathname + query, '/')
  return way === '/' ? page : `${page}?naar=${encodeURIComponent(way)}`
}
