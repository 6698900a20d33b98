/** Aanmelden: a link from an operator. Opening it uses nothing up; the button does, once. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, json, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enterByLink, linkWorks } from '../sign-in/link.ts'
import { signInPages } from '../sign-in/way.ts'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { titled } from '../ui/title.ts'

export const handle = titled(w => w.signin.link.title)

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { portal, csrf, language, now } = context
  const works = await linkWorks(portal, params.token ?? '', now)
  return json({ works, csrf, language }, { status: works ? 200 : 410 })
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { portal, language, visitor, now, setCookies } = context
  const browser = { userAgent: request.headers.get('user-agent'), visitor, language }
  const entered = await enterByLink(portal, params.token ?? '', browser, now)
  if (!entered) return json({ dead: true }, { status: 410 })
  setCookies.push(...entered.setCookies)
  return redirect(signInPages[entered.audience].home, 303)
}

export default function SignInLink() {
  const { works, csrf, language } = useLoaderData<typeof loader>()
  const dead = useActionData<typeof action>()?.dead ?? !works
  const w = words(language).signin.link
  return dead ? (
    <>
      <Heading>{w.title}</Heading>
      <p className="lead">{w.dead}</p>
      <p>{w.deadNext}</p>
      <ButtonLink href={signInPages.member.email}>{w.signIn}</ButtonLink>
    </>
  ) : (
    <>
      <Heading>{w.title}</Heading>
      <p className="lead">{w.explain}</p>
      <Form csrf={csrf}>
        <Button look="primary">{w.submit}</Button>
      </Form>
    </>
  )
}
