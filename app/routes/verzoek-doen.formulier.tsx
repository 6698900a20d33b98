/** Verzoek doen, without an account: what somebody asks, once the code to their address was right. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rights } from '#domain/right.ts'
import type { Context } from '../context.ts'
import { readAsked } from '../form/ask-form.ts'
import { fileForm } from '../form/file.ts'
import { provenVisit, readVisit, visitCookie } from '../form/visit.ts'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, ErrorSummary, type Errors, Field, FileField } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'

export const handle = titled(w => w.form.ask.title)

/** The visit with its proof; whoever has none begins at the beginning. */
async function visitHere(request: Request, { portal, now }: Context) {
  const visit = readVisit(portal, request.headers.get('cookie'))
  const attempt = await provenVisit(portal, visit, now)
  if (visit?.letter) throw redirect('/verzoek-doen/klaar', 303)
  if (visit?.reference && attempt) throw redirect('/verzoek-doen/verzoek', 303)
  if (!visit || !attempt) throw redirect('/verzoek-doen', 303)
  return { visit, attempt }
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { visit } = await visitHere(request, context)
  return json({ csrf: context.csrf, address: visit.address })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { visit, attempt } = await visitHere(request, context)
  const read = readAsked(context, await request.formData())
  if ('errors' in read) return json(read, { status: 422 })
  const filed = await fileForm(context, visit, attempt, read.asked, read.files)
  if (filed === 'used') return redirect('/verzoek-doen/klaar', 303)
  if (filed === 'tooMany') {
    const { tooMany } = words(context.language).form.faults
    return json({ typed: read.asked, errors: { rights: tooMany } }, { status: 429 })
  }
  context.setCookies.push(visitCookie(context.portal, { ...visit, letter: filed.letter }))
  return redirect('/verzoek-doen/klaar', 303)
}

export default function AskForm() {
  const { w } = useWords()
  const { csrf, address } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const a = w.form.ask
  const typed = again?.typed
  const errors: Errors = again?.errors ?? {}
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Heading>{a.title}</Heading>
      <p>{a.proven(address)}</p>
      <Form csrf={csrf} files>
        <Choices
          name="rights"
          legend={a.rights}
          hint={a.rightsHint}
          error={errors.rights}
          several
          options={rights.map(right => ({
            value: right,
            label: a.right[right],
            checked: typed?.rights.includes(right),
          }))}
        />
        <Field
          name="name"
          label={a.name}
          hint={a.nameHint}
          error={errors.name}
          value={typed?.name}
          autoComplete="name"
          maxLength={200}
        />
        <Field name="text" label={a.text} hint={a.textHint} error={errors.text} value={typed?.text} rows={6} />
        <Field
          name="address"
          label={a.post}
          error={errors.address}
          value={typed?.address}
          autoComplete="street-address"
          rows={2}
        />
        <FileField name="files" label={a.files} hint={a.filesHint} error={errors.files} />
        <p>{a.neverPassport}</p>
        <Button look="primary">{a.submit}</Button>
      </Form>
      <p className="muted">
        <a href="/hulp">{a.forOther}</a>
      </p>
    </>
  )
}
