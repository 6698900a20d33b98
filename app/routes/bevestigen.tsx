/** Bevestigen: a fresh code before a step that needs one; afterwards back to where somebody was going. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { askProof } from '../sign-in/ask.ts'
import { CodeField } from '../sign-in/code-form.tsx'
import { codeIn, readForm, refused } from '../sign-in/form.ts'
import { confirm, howToProve, visitorToProve } from '../sign-in/proof-step.ts'
import { wayOf, withNaar } from '../sign-in/way.ts'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { provenRecently } from '../who.ts'

export const handle = titled(w => w.signin.proof.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visitor = visitorToProve(request, context)
  if (provenRecently(visitor.provenAt, context.now)) throw redirect(wayOf(request, visitor.audience), 303)
  const { csrf, language } = context
  return { csrf, language, audience: visitor.audience, how: await howToProve(request, context, visitor) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const visitor = visitorToProve(request, context)
  const { code: typed, intent } = await readForm(request)
  const { portal, language, peer, now, setCookies } = context

  if (intent === 'send') {
    const asked = await askProof(portal, visitor, peer, now)
    if (!asked.sent) return refused('code', '', asked.fault, language)
    setCookies.push(asked.setCookie)
    return redirect(withNaar('/bevestigen', request), 303)
  }

  const read = codeIn(typed)
  if ('fault' in read) return refused('code', typed, read.fault, language)
  const entered = await confirm(request, context, visitor, read.code)
  if ('fault' in entered) return refused('code', typed, entered.fault, language)
  setCookies.push(...entered.setCookies)
  return redirect(wayOf(request, visitor.audience), 303)
}

export default function Confirm() {
  const { csrf, language, how } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const all = words(language)
  const w = all.signin
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={again?.errors} />
      <Heading>{w.proof.title}</Heading>
      <p className="lead">{w.proof.why}</p>
      {how === 'ask' ? (
        <>
          <p>{w.proof.memberHow}</p>
          <Form csrf={csrf}>
            <Button look="primary" name="intent" value="send">
              {w.proof.send}
            </Button>
          </Form>
        </>
      ) : (
        <>
          <p>{how === 'totp' ? w.proof.staffHow : `${w.proof.sent} ${w.code.inside}`}</p>
          <Form csrf={csrf}>
            <CodeField
              label={how === 'totp' ? w.totp.label : w.code.label}
              hint={how === 'totp' ? w.totp.hint : w.code.hint}
              refused={again}
            />
            <Button look="primary">{w.proof.submit}</Button>
          </Form>
          {how === 'mailed' && (
            <Form csrf={csrf}>
              <Button name="intent" value="send">
                {w.code.again}
              </Button>
            </Form>
          )}
        </>
      )}
    </>
  )
}
