/** Step one of signing in: an e-mail address, and a code is on its way. Nothing here says whether the address is known. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Audience } from '#db/schema/people.ts'
import { askCode } from './ask.ts'
import { readAddress } from './code.ts'
import { readForm, refused } from './form.ts'
import { signInPages, wayOf, withNaar } from './way.ts'

export function emailLoader({ request, context }: LoaderFunctionArgs, audience: Audience) {
  if (context.visitor.audience === audience) throw redirect(wayOf(request, audience), 303)
  const other = audience === 'member' ? signInPages.staff.email : signInPages.member.email
  return { audience, other, csrf: context.csrf, language: context.language }
}

export async function emailAction({ request, context }: ActionFunctionArgs, audience: Audience) {
  const { portal, language, peer, now } = context
  const { email: typed } = await readForm(request)
  const address = readAddress(typed)
  if (!address) return refused('email', typed, typed.trim() ? 'emailForm' : 'emailMissing', language)
  const asked = await askCode(portal, { audience, address, language, peer }, now)
  if (!asked.sent) return refused('email', typed, asked.fault, language)
  context.setCookies.push(asked.setCookie)
  return redirect(withNaar(signInPages[audience].code, request), 303)
}
