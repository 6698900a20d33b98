/** Besluit: give, give in part or refuse, with the ground of the law and a reason; and the second person where one is needed. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missingParts } from '../letter/parts.ts'
import { ApprovalPanel } from '../staff/approval-panel.tsx'
import { changeDecision } from '../staff/decision-change.ts'
import { DecideForm, DecisionsPanel, RefuseLimit } from '../staff/decision-panels.tsx'
import { decisionView } from '../staff/decision-view.ts'
import { RequestHead } from '../staff/request-head.tsx'
import { requestHead, requestHere } from '../staff/request-here.ts'
import { Stale } from '../staff/stale-notice.tsx'
import { Notice } from '../ui/blocks.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireFreshProof, requireStaff } from '../who.ts'

export const handle = titled(w => w.review.decision.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const head = await requestHead(context, staff, row, (await missingParts(context, row)).length)
  const { searchParams } = new URL(args.request.url)
  const view = rolesThatMay('seeData').includes(staff.role)
    ? await decisionView(context, staff, row, head, searchParams)
    : null
  return { head, view, csrf: context.csrf }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  requireFreshProof(args)
  const outcome = await changeDecision(context, staff, row, await args.request.formData())
  if ('done' in outcome) return redirect(`${new URL(args.request.url).pathname}#${outcome.done}`, 303)
  const { typed } = outcome
  if ('stale' in outcome) return json({ stale: outcome.stale, typed, errors: {} }, { status: 422 })
  return json({ errors: outcome.errors, typed, stale: null }, { status: 422 })
}

export default function DecisionPage() {
  const { w } = useWords()
  const { head, view, csrf } = useLoaderData<typeof loader>()
  const came = useActionData<typeof action>()
  const errors: Errors = came?.errors ?? {}
  const typed = came?.typed ?? {}
  return (
    <>
      <RequestHead head={head} tab="decision" />
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Stale changes={came?.stale} />
      {view ? (
        <>
          <RefuseLimit view={view} />
          <DecisionsPanel view={view} />
          {view.approval && (
            <ApprovalPanel
              view={view}
              approval={view.approval}
              reference={head.reference}
              csrf={csrf}
              errors={errors}
              typed={typed}
            />
          )}
          <DecideForm view={view} csrf={csrf} seen={head.seen} errors={errors} typed={typed} />
        </>
      ) : (
        <Notice tone="info">
          <p>{w.review.decision.mayNot}</p>
        </Notice>
      )}
    </>
  )
}
