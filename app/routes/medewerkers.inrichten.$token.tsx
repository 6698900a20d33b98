/** Inrichten: a staff member sets up the second factor through their one-time link, and is signed in. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, json, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CodeField } from '../sign-in/code-form.tsx'
import { codeIn, readForm, refused } from '../sign-in/form.ts'
import { SecretPicture } from '../sign-in/secret-picture.tsx'
import { finishSetUp, setUpOf } from '../sign-in/staff-account.ts'
import { signInPages } from '../sign-in/way.ts'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.signin.setUp.title)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { portal, csrf, language, now } = context
  const setUp = await setUpOf(portal, params.token ?? '', now)
  return json({ setUp, csrf, language }, { status: setUp ? 200 : 410 })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { portal, language, visitor, now, setCookies } = context
  const { code: typed } = await readForm(request)
  const read = codeIn(typed)
  if ('fault' in read) return refused('code', typed, read.fault, language)
  const browser = { userAgent: request.headers.get('user-agent'), visitor }
  const done = await finishSetUp(portal, params.token ?? '', read.code, browser, now)
  if ('setCookies' in done) {
    setCookies.push(...done.setCookies)
    return redirect(signInPages.staff.home, 303)
  }
  // A dead link has no form to give back: the page itself says so.
  if (done.fault === 'dead') return redirect(new URL(request.url).pathname, 303)
  return refused('code', typed, done.fault, language)
}

export default function SetUp() {
  const { setUp, csrf, language } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const all = words(language)
  const w = all.signin.setUp
  if (!setUp) {
    return (
      <>
        <Heading>{w.title}</Heading>
        <p className="lead">{w.dead}</p>
        <p>{w.deadNext}</p>
      </>
    )
  }
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={again?.errors} />
      <Heading>{w.title}</Heading>
      <p className="lead">{w.hello(setUp.name)}</p>
      <ol>
        <li>{w.step1}</li>
        <li>
          {w.step2}
          <SecretPicture picture={setUp.picture} name={w.imageName} />
          <p>
            {w.cannotScan} {w.typeSecret}
          </p>
          <p className="mono">{setUp.secret.replace(/.{4}(?=.)/g, '$& ')}</p>
        </li>
        <li>{w.step3}</li>
      </ol>
      <Form csrf={csrf}>
        <CodeField label={all.signin.totp.label} hint={all.signin.totp.hint} refused={again} />
        <Button look="primary">{w.submit}</Button>
      </Form>
    </>
  )
}
