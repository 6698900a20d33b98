/** Step one of signing in: an e-mail address, and a code is on its way. Nothing here says whether the address is known. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Audience } from '#db/schema/people.ts'
import { askCode } from './ask.ts'
import { readAddress } from './code.ts'
import { readForm, refused } from './form.ts'
import { noticeIn, organisationOf } from './organisation.ts'
import { enterPasskey } from './passkey.ts'
import { relyingParty } from './relying-party.ts'
import { signInPages, wayOf, withNaar } from './way.ts'

export function emailLoader({ request, context }: LoaderFunctionArgs, audience: Audience) {
  if (context.visitor.audience === audience) throw redirect(wayOf(request, audience), 303)
  const { portal, csrf, language } = context
  const other = audience === 'member' ? signInPages.staff.email : signInPages.member.email
  return {
    audience,
    other,
    csrf,
    language,
    passkeyHost: audience === 'staff' ? (relyingParty(portal.config)?.id ?? null) : null,
    organisation: organisationOf(portal.config, audience, request),
    notice: noticeIn(request),
  }
}

export async function emailAction({ request, context }: ActionFunctionArgs, audience: Audience) {
  const { portal, language, peer, now, visitor, setCookies } = context
  const { email: typed, intent, passkey } = await readForm(request)
  if (intent === 'passkey' && audience === 'staff') {
    const { headers } = request
    const browser = { userAgent: headers.get('user-agent'), visitor }
    const given = { response: passkey, cookies: headers.get('cookie'), peer, browser }
    const entered = await enterPasskey(portal, given, now)
    if ('fault' in entered) return refused('passkey', '', entered.fault, language)
    setCookies.push(...entered.setCookies)
    return redirect(wayOf(request, audience), 303)
  }
  const address = readAddress(typed)
  if (!address) return refused('email', typed, typed.trim() ? 'emailForm' : 'emailMissing', language)
  const asked = await askCode(portal, { audience, address, language, peer }, now)
  if (!asked.sent) return refused('email', typed, asked.fault, language)
  setCookies.push(asked.setCookie)
  return redirect(withNaar(signInPages[audience].code, request), 303)
}
