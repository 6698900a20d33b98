/** Verander: one value, at once, with a way back for half an hour (M3). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { correct } from '../member/correct.ts'
import { changeable, correctPage } from '../member/correct-view.ts'
import { faultText } from '../member/correct-text.ts'
import { missing } from '../missing.ts'
import { words } from '../text/words.ts'
import { Fact, Facts, Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { ConfirmForm, ConfirmNote } from '../ui/member/confirm-form.tsx'
import { CorrectField } from '../ui/member/correct-field.tsx'
import { History } from '../ui/member/history.tsx'
import { titled } from '../ui/title.ts'
import { Value } from '../ui/value.tsx'
import { provenRecently, requireFreshProof, requireMember } from '../who.ts'

export const handle = titled(w => w.correct.change)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const found = await changeable(portal, subjectId, args.params.place ?? '', now)
  if (!found) throw missing()
  const other = new URL(args.request.url).searchParams.has('ander')
  return json({ language, csrf, other, page: await correctPage(portal, subjectId, found, { now, language }) })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId, sessionId, provenAt } = requireMember(args)
  const { portal, now, language, peer } = args.context
  const form = new URLSearchParams(await args.request.text())
  const place = args.params.place ?? ''
  const by = { subjectId, sessionId, peer, language, proven: provenRecently(provenAt, now) }
  const done = await correct(portal, by, place, form, now)
  if (!done) throw missing()
  if ('proof' in done) requireFreshProof(args)
  if ('refused' in done || 'proof' in done) throw new Response(null, { status: 400 })
  if ('sent' in done) return redirect(`/verander/${place}`, 303)
  if ('codeFault' in done) return json({ code: words(language).signin.faults[done.codeFault] }, { status: 422 })
  if ('fault' in done) return json({ error: faultText(done.fault, language), typed: done.typed }, { status: 422 })
  return redirect(`/gegevens?gedaan=${done.result}&open=${done.category}#${done.category}`, 303)
}

export default function Correct() {
  const { language, csrf, other, page } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const w = words(language)
  const c = w.correct
  const error = refused && 'error' in refused ? refused.error : undefined
  const typed = refused && 'typed' in refused ? refused.typed : undefined
  const code = refused && 'code' in refused ? refused.code : undefined
  const entering = page.sentTo !== null && !other && error === undefined
  return (
    <>
      <ErrorSummary
        title={w.common.errorTitle}
        errors={{ value: error, ...((entering || code) && { confirm: code }) }}
      />
      <Heading kicker={<a href={`/gegevens?open=${page.category}#${page.category}`}>{c.back}</a>}>
        {c.title(page.label)}
      </Heading>
      <p className="lead">{page.meaning}</p>
      <Facts>
        <Fact name={c.now}>
          <Value>{page.now}</Value>
        </Fact>
      </Facts>
      {entering || code ? (
        <ConfirmForm csrf={csrf} sentTo={page.sentTo} error={code} w={c} />
      ) : (
        <Form csrf={csrf}>
          <input type="hidden" name="seen" value={page.seen} />
          <CorrectField page={page} typed={typed ?? page.typed} error={error} w={w} />
          {page.mode === 'confirm' ? <ConfirmNote w={c} /> : <p>{c.saves}</p>}
          {page.told && <p>{page.told.length > 0 ? c.told(page.told.join(', ')) : c.toldNobody}</p>}
          <Button look="primary">{page.mode === 'confirm' ? c.confirm.next : w.common.save}</Button>
        </Form>
      )}
      <History lines={page.history} w={c} />
    </>
  )
}
