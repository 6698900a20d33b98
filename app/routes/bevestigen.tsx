/** Bevestigen: a fresh proof before a step that needs one; afterwards back, or on with the form that waits for it. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { askProof } from '../sign-in/ask.ts'
import { codeIn, readForm, refused } from '../sign-in/form.ts'
import { noticeIn } from '../sign-in/organisation.ts'
import { ProofForm } from '../sign-in/proof-form.tsx'
import { confirm, howToProve, visitorToProve } from '../sign-in/proof-step.ts'
import { wayOf, withNaar } from '../sign-in/way.ts'
import { words } from '../text/words.ts'
import { titled } from '../ui/title.ts'
import { provenRecently } from '../who.ts'

export const handle = titled(w => w.signin.proof.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = visitorToProve(request, context)
  const { csrf, language, held = null, now } = context
  if (!held && provenRecently(visitor.provenAt, now)) throw redirect(wayOf(request, visitor.audience), 303)
  const how = await howToProve(request, context, visitor)
  const fault = words(language).signin.faults[held?.fault ?? 'codeMissing']
  return { csrf, language, how, held, notice: noticeIn(request), errors: held?.fault ? { 'proof.code': fault } : null }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visitor = visitorToProve(request, context)
  const { code: typed, intent, passkey } = await readForm(request)
  const { portal, language, peer, now, setCookies } = context

  if (intent === 'send' && (await howToProve(request, context, visitor)).code !== null) {
    const asked = await askProof(portal, visitor, peer, now)
    if (!asked.sent) return refused('code', '', asked.fault, language)
    setCookies.push(asked.setCookie)
    return redirect(withNaar('/bevestigen', request), 303)
  }

  const read = passkey ? { passkey } : codeIn(typed)
  if ('fault' in read) return refused('code', typed, read.fault, language)
  const entered = await confirm(request, context, visitor, read)
  if ('fault' in entered) return refused('code', typed, entered.fault, language)
  setCookies.push(...entered.setCookies)
  return redirect(wayOf(request, visitor.audience), 303)
}

export default function Confirm() {
  const view = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return <ProofForm {...view} refused={again} />
}
