/** Verzoek doen, without an account: the address to write to. The answer is the same whether or not we know it. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { askFormCode } from '../form/visit.ts'
import { readAddress } from '../sign-in/code.ts'
import { readForm, refused } from '../sign-in/form.ts'
import { Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, Field } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'

export const handle = titled(w => w.form.title)

export const loader = ({ context }: LoaderFunctionArgs) => json({ csrf: context.csrf })

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, language, peer, now } = context
  const { email: typed } = await readForm(request)
  const address = readAddress(typed)
  if (!address) return refused('email', typed, typed.trim() ? 'emailForm' : 'emailMissing', language)
  const asked = await askFormCode(portal, { address, language, peer }, now)
  if ('fault' in asked) return refused('email', typed, asked.fault, language)
  context.setCookies.push(asked.setCookie)
  return redirect('/verzoek-doen/code', 303)
}

export default function AskAddress() {
  const { w } = useWords()
  const { csrf } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const f = w.form
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={again?.errors} />
      <Heading>{f.title}</Heading>
      <p className="lead">{f.lead}</p>
      <p>
        <a href="/inloggen">{f.account}</a>
      </p>
      <p>
        <a href="/verzoek-doen/volgen">{f.follow.link}</a>
      </p>
      <Form csrf={csrf}>
        <Field
          name="email"
          label={f.address.label}
          hint={f.address.hint}
          error={again?.errors.email}
          value={again?.typed.email}
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
        />
        <Button look="primary">{f.address.send}</Button>
      </Form>
      <p className="muted">{f.address.neverPassport}</p>
      <p>
        <a href="/hulp">{f.address.otherWay}</a>
      </p>
    </>
  )
}
