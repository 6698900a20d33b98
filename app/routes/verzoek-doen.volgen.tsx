/** "Ik heb al een verzoek gedaan", without an account: its number and the address. The answer is the same whatever is typed. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readReference } from '#domain/reference.ts'
import { askFormCode, readVisit } from '../form/visit.ts'
import { readAddress } from '../sign-in/code.ts'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, type Errors, Field } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'

export const handle = titled(w => w.form.follow.title)

export function loader({ request, context }: LoaderFunctionArgs) {
  const visit = readVisit(context.portal, request.headers.get('cookie'))
  const again = new URL(request.url).searchParams.has('opnieuw')
  // Who needs a fresh code typed both a moment ago.
  return json({
    csrf: context.csrf,
    again,
    reference: again ? (visit?.reference ?? '') : '',
    email: again ? (visit?.address ?? '') : '',
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, language, peer, now } = context
  const form = await request.formData()
  const typed = {
    reference: String(form.get('reference') ?? '').slice(0, 40),
    email: String(form.get('email') ?? '').slice(0, 320),
  }
  const w = words(language)
  const reference = readReference(typed.reference)
  const address = readAddress(typed.email)
  const { emailForm, emailMissing, tooMany } = w.signin.faults
  const errors: Errors = {
    ...(!reference && { reference: w.form.follow.wrongNumber }),
    ...(!address && { email: typed.email.trim() ? emailForm : emailMissing }),
  }
  if (!reference || !address) return json({ errors, typed }, { status: 422 })
  const asked = await askFormCode(portal, { address, language, peer, reference }, now)
  if ('fault' in asked) return json({ errors: { email: tooMany }, typed }, { status: 429 })
  context.setCookies.push(asked.setCookie)
  return redirect('/verzoek-doen/code', 303)
}

export default function Follow() {
  const { w } = useWords()
  const { csrf, again, reference, email } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Errors = refused?.errors ?? {}
  const f = w.form.follow
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      {again && !refused && <Notice tone="info" title={f.again} />}
      <Heading>{f.title}</Heading>
      <p className="lead">{f.lead}</p>
      <p>
        <a href="/inloggen">{f.account}</a>
      </p>
      <Form csrf={csrf}>
        <Field
          name="reference"
          label={f.reference}
          hint={f.referenceHint}
          error={errors.reference}
          value={refused?.typed.reference ?? reference}
          size="short"
          autoComplete="off"
          maxLength={20}
        />
        <Field
          name="email"
          label={w.form.address.label}
          hint={f.addressHint}
          error={errors.email}
          value={refused?.typed.email ?? email}
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
        />
        <Button look="primary">{w.form.address.send}</Button>
      </Form>
      <p>
        <a href="/hulp">{f.other}</a>
      </p>
    </>
  )
}
