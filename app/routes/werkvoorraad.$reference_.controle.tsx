/** Controle: what we hold beside what the member will see; hide a value with its reason, and let a kind go out (ACC-06). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missingParts } from '../letter/parts.ts'
import { changeReview } from '../staff/review-change.ts'
import { OpenPanel, PartPanel, PartsPanel } from '../staff/review-panels.tsx'
import { reviewView } from '../staff/review-view.ts'
import { RequestHead } from '../staff/request-head.tsx'
import { requestHead, requestHere } from '../staff/request-here.ts'
import { Stale } from '../staff/stale-notice.tsx'
import { words } from '../text/words.ts'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireFreshProof, requireStaff } from '../who.ts'

export const handle = titled(w => w.review.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const head = await requestHead(context, staff, row, (await missingParts(context, row)).length)
  const { facts } = head
  const open = !facts.letterQueued && ((!facts.answered && !facts.closed && !facts.merged) || facts.secondLook)
  const view = await reviewView(context, staff, row, new URL(args.request.url).searchParams, open)
  return { head, view, open, csrf: context.csrf }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const form = await args.request.formData()
  if (form.get('intent') === 'release') requireFreshProof(args)
  const outcome = await changeReview(context, staff, row, form)
  if ('done' in outcome) {
    const { pathname, search } = new URL(args.request.url)
    return redirect(`${pathname}${search}${outcome.done && `#${outcome.done}`}`, 303)
  }
  if ('stale' in outcome) return json({ stale: outcome.stale, typed: outcome.typed, errors: {} }, { status: 422 })
  const { field, because, typed } = outcome.refused
  const errors: Errors = { [field]: words(context.language).review.refusal[because] }
  return json({ errors, typed, stale: null }, { status: 422 })
}

export default function ReviewPage() {
  const { w } = useWords()
  const { head, view, open, csrf } = useLoaderData<typeof loader>()
  const came = useActionData<typeof action>()
  const errors: Errors = came?.errors ?? {}
  return (
    <>
      <RequestHead head={head} tab="review" />
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Stale changes={came?.stale} />
      {view.purpose === null || !view.known ? (
        <OpenPanel view={view} csrf={csrf} error={errors.purpose} />
      ) : (
        <>
          <PartsPanel view={view} />
          {view.part && (
            <PartPanel
              part={view.part}
              view={view}
              open={open}
              csrf={csrf}
              seen={head.seen}
              reference={head.reference}
              errors={errors}
              typed={came?.typed}
            />
          )}
        </>
      )}
    </>
  )
}
