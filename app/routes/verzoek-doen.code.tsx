/** Verzoek doen, without an account: the code that was mailed. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { askFormCode, enterFormCode, provenVisit, readVisit, type Visit } from '../form/visit.ts'
import { CodeField } from '../sign-in/code-form.tsx'
import { codeIn, readForm, refused } from '../sign-in/form.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'

export const handle = titled(w => w.form.code.title)

export async function loader({ request, context }: LoaderFunctionArgs) {
  const visit = readVisit(context.portal, request.headers.get('cookie'))
  if (!visit || visit.letter) throw redirect('/verzoek-doen', 303)
  if (await provenVisit(context.portal, visit, context.now)) throw redirect(afterCode(visit), 303)
  const sentAgain = new URL(request.url).searchParams.has('opnieuw')
  return json({ csrf: context.csrf, address: visit.address, sentAgain })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, language, peer, now } = context
  const visit = readVisit(portal, request.headers.get('cookie'))
  if (!visit) throw redirect('/verzoek-doen', 303)
  const { code: typed, intent } = await readForm(request)
  if (intent === 'again') {
    const asked = await askFormCode(portal, { address: visit.address, language, peer, reference: visit.reference }, now)
    if ('fault' in asked) return refused('code', '', asked.fault, language)
    context.setCookies.push(asked.setCookie)
    return redirect('/verzoek-doen/code?opnieuw=1', 303)
  }
  const read = codeIn(typed)
  if ('fault' in read) return refused('code', typed, read.fault, language)
  const fault = await enterFormCode(portal, { visit, code: read.code, peer }, now)
  if (fault) return refused('code', typed, fault, language)
  return redirect(afterCode(visit), 303)
}

/** The form, or the request that was made before. */
const afterCode = ({ reference }: Pick<Visit, 'reference'>) =>
  reference ? '/verzoek-doen/verzoek' : '/verzoek-doen/formulier'

export default function EnterCode() {
  const { w } = useWords()
  const { csrf, address, sentAgain } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()
  const { code } = w.signin
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={wrong?.errors} />
      {sentAgain && !wrong && <Notice tone="done" live title={code.sentAgain} />}
      <Heading>{w.form.code.title}</Heading>
      <p className="lead">{w.form.code.sent(address)}</p>
      <p>{code.inside}</p>
      <Form csrf={csrf}>
        <CodeField label={code.label} hint={code.hint} refused={wrong} />
        <Button look="primary">{w.form.code.submit}</Button>
      </Form>
      <p className="muted">{code.noMail}</p>
      <div className="row">
        <Form csrf={csrf}>
          <Button name="intent" value="again">
            {code.again}
          </Button>
        </Form>
        <ButtonLink href="/verzoek-doen">{code.otherAddress}</ButtonLink>
      </div>
    </>
  )
}
