/** Step two (and, for staff, three) of signing in: the code from the mail, the code from the app. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Audience } from '#db/schema/people.ts'
import { liveAttempt } from '#db/sign-in.ts'
import type { Context } from '../context.ts'
import { askCode } from './ask.ts'
import { type OpenAttempt, readAttempt } from './attempt.ts'
import { enterCode, enterTotp } from './enter.ts'
import { codeIn, readForm, refused } from './form.ts'
import { signInPages, wayOf, withNaar } from './way.ts'

export async function codeLoader({ request, context }: LoaderFunctionArgs, audience: Audience) {
  if (context.visitor.audience === audience) throw redirect(wayOf(request, audience), 303)
  const attempt = attemptOf(request, context, audience)
  return {
    audience,
    csrf: context.csrf,
    language: context.language,
    address: attempt.address,
    step: await stepOf(context, attempt),
    sentAgain: new URL(request.url).searchParams.has('opnieuw'),
    otherAddress: withNaar(signInPages[audience].email, request),
  }
}

export async function codeAction({ request, context }: ActionFunctionArgs, audience: Audience) {
  const { portal, language, peer, now, visitor } = context
  const attempt = attemptOf(request, context, audience)
  const { code: typed, intent, recovery } = await readForm(request)
  const here = signInPages[audience].code

  if (intent === 'again') {
    const asked = await askCode(portal, { audience, address: attempt.address, language, peer }, now)
    if (!asked.sent) return refused('code', '', asked.fault, language)
    context.setCookies.push(asked.setCookie)
    return redirect(withNaar(here, request, { opnieuw: '1' }), 303)
  }

  const browser = { userAgent: request.headers.get('user-agent'), visitor }
  const step = await stepOf(context, attempt)
  if (intent === 'recovery' && step === 'totp') {
    const given = { attempt, code: '', recovery, peer, language, browser }
    const entered = await enterTotp(portal, given, now)
    if ('fault' in entered) return refused('recovery', recovery, entered.fault, language)
    if (entered.next === 'in') context.setCookies.push(...entered.setCookies)
    return redirect(wayOf(request, audience), 303)
  }

  const read = codeIn(typed)
  if ('fault' in read) return refused('code', typed, read.fault, language)
  const enter = step === 'totp' ? enterTotp : enterCode
  const entered = await enter(portal, { attempt, code: read.code, peer, language, browser }, now)
  if ('fault' in entered) return refused('code', typed, entered.fault, language)
  if (entered.next === 'totp') return redirect(withNaar(here, request), 303)
  context.setCookies.push(...entered.setCookies)
  return redirect(wayOf(request, audience), 303)
}

/** The attempt of this browser; without one there is nothing to enter a code for. */
function attemptOf(request: Request, { portal }: Context, audience: Audience): OpenAttempt {
  const attempt = readAttempt(portal, request.headers.get('cookie'))
  if (attempt?.audience === audience) return attempt
  throw redirect(withNaar(signInPages[audience].email, request), 303)
}

/** Members need one code; staff come to the app's code after the mailed one was right. */
async function stepOf({ portal, now }: Context, attempt: OpenAttempt): Promise<'code' | 'totp'> {
  if (attempt.audience === 'member') return 'code'
  const open = await liveAttempt(portal.store.read, portal.store.t, attempt.id, now)
  return open?.codeUsedAt ? 'totp' : 'code'
}
