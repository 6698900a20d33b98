/** Stoppen: with the code from the letter to an old address, a change of address is stopped; nobody needs to sign in (T3). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { stopChange } from '../member/confirm-address.ts'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, Field } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.correct.stop.title)

export function loader({ request, context }: LoaderFunctionArgs) {
  const { language, csrf } = context
  return json({ language, csrf, done: new URL(request.url).searchParams.has('klaar') })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, now, language, peer } = context
  const typed = (new URLSearchParams(await request.text()).get('stop') ?? '').slice(0, 100)
  const result = await stopChange(portal, { typed, peer }, now)
  if (result === 'stopped') return redirect('/stoppen?klaar', 303)
  const w = words(language)
  const error = result === 'tooMany' ? w.signin.faults.tooMany : w.correct.stop.wrong
  return json({ error, typed }, { status: result === 'tooMany' ? 429 : 422 })
}

export default function Stop() {
  const { language, csrf, done } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { common, correct } = words(language)
  const w = correct.stop
  if (done && !refused) {
    return (
      <>
        <Heading>{w.title}</Heading>
        <Notice tone="done" live title={w.done}>
          <p>{w.doneText}</p>
        </Notice>
      </>
    )
  }
  return (
    <>
      <ErrorSummary title={common.errorTitle} errors={refused && { stop: refused.error }} />
      <Heading>{w.title}</Heading>
      <p className="lead">{w.lead}</p>
      <Form csrf={csrf}>
        <Field
          name="stop"
          label={w.label}
          hint={w.hint}
          error={refused?.error}
          value={refused?.typed}
          autoComplete="off"
          maxLength={40}
        />
        <Button look="primary">{w.submit}</Button>
      </Form>
    </>
  )
}
