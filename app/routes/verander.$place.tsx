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
import { CorrectField } from '../ui/member/correct-field.tsx'
import { History } from '../ui/member/history.tsx'
import { titled } from '../ui/title.ts'
import { Value } from '../ui/value.tsx'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.correct.change)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const found = await changeable(portal, subjectId, args.params.place ?? '')
  if (!found) throw missing()
  return json({ language, csrf, page: await correctPage(portal, subjectId, found, { now, language }) })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const form = new URLSearchParams(await args.request.text())
  const done = await correct(portal, subjectId, args.params.place ?? '', form, now)
  if (!done) throw missing()
  if ('refused' in done) throw new Response(null, { status: 400 })
  if ('fault' in done) return json({ error: faultText(done.fault, language), typed: done.typed }, { status: 422 })
  return redirect(`/gegevens?gedaan=${done.result}&open=${done.category}#${done.category}`, 303)
}

export default function Correct() {
  const { language, csrf, page } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const w = words(language)
  const c = w.correct
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={refused && { value: refused.error }} />
      <Heading kicker={<a href={`/gegevens?open=${page.category}#${page.category}`}>{c.back}</a>}>
        {c.title(page.label)}
      </Heading>
      <p className="lead">{page.meaning}</p>
      <Facts>
        <Fact name={c.now}>
          <Value>{page.now}</Value>
        </Fact>
      </Facts>
      <Form csrf={csrf}>
        <input type="hidden" name="seen" value={page.seen} />
        <CorrectField page={page} typed={refused?.typed ?? page.typed} error={refused?.error} w={w} />
        <p>{c.saves}</p>
        {page.told && <p>{page.told.length > 0 ? c.told(page.told.join(', ')) : c.toldNobody}</p>}
        <Button look="primary">{w.common.save}</Button>
      </Form>
      <History lines={page.history} w={c} />
    </>
  )
}
