/** Toestemming: yes or no per purpose, with equal weight; one save; every earlier choice (7(3), M6). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { consentPage } from '../choice/page.ts'
import { saveChoices } from '../choice/save.ts'
import { saysGpc } from '../gpc.ts'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { ConsentForm } from '../ui/member/consent-form.tsx'
import { ConsentHistory } from '../ui/member/consent-history.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.choices.title)

const results = ['saved', 'later', 'same'] as const

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const asked = new URL(args.request.url).searchParams.get('gedaan')
  const page = await consentPage(portal, subjectId, { now, language })
  const done = results.find(each => each === asked) ?? null
  return json({ language, csrf, done, gpc: saysGpc(args.request.headers), ...page })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const form = await args.request.formData()
  const saved = await saveChoices(portal, subjectId, form, { now, gpc: saysGpc(args.request.headers) })
  if ('changed' in saved) {
    const done: (typeof results)[number] = saved.changed === 0 ? 'same' : saved.told ? 'saved' : 'later'
    return redirect(`/toestemming?gedaan=${done}`, 303)
  }
  const w = words(language).choices
  const missing = saved.refused === 'missing' ? saved.purposes : []
  const errors: Errors =
    saved.refused === 'missing'
      ? Object.fromEntries(missing.map(id => [`purpose-${id}`, w.missing]))
      : { choices: w.refused[saved.refused] }
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  return json({ errors, typed }, { status: 422 })
}

export default function Consent() {
  const { language, csrf, done, gpc, known, text, purposes, history } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const { choices: w, common } = words(language)
  return (
    <>
      <ErrorSummary title={common.errorTitle} errors={again?.errors} />
      {done && !again && (
        <Notice tone="done" live title={w.done[done]}>
          <p>{w.before}</p>
        </Notice>
      )}
      <Heading>{w.title}</Heading>
      <p className="lead">{w.lead}</p>
      {gpc && (
        <Notice tone="info">
          <p>{w.gpc}</p>
        </Notice>
      )}
      {known ? (
        <ConsentForm csrf={csrf} text={text} purposes={purposes} again={again} w={w} />
      ) : (
        <Notice tone="info">
          <p>{w.refused.gone}</p>
        </Notice>
      )}
      <ConsentHistory history={history} w={w} />
    </>
  )
}
