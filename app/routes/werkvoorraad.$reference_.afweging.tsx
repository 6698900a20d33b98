/** Afweging: an objection weighed against the controller's grounds, and what is set still, within one request (21(1), 18(3)). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missingParts } from '../letter/parts.ts'
import { RequestHead } from '../staff/request-head.tsx'
import { requestHead, requestHere } from '../staff/request-here.ts'
import { Stale } from '../staff/stale-notice.tsx'
import { changeWeighing, weighResults } from '../staff/weigh-change.ts'
import { ObjectionPanel, StillPanel } from '../staff/weigh-panels.tsx'
import { weighView } from '../staff/weigh-view.ts'
import { Notice } from '../ui/blocks.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireFreshProof, requireStaff } from '../who.ts'

export const handle = titled(w => w.object.staff.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const view = await weighView(context, staff, row)
  const head = await requestHead(context, staff, row, (await missingParts(context, row)).length)
  const done = new URL(args.request.url).searchParams.get('gedaan')
  return json({ head, view, csrf: context.csrf, result: weighResults.find(each => each === done) ?? null })
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  requireFreshProof(args)
  const outcome = await changeWeighing(context, staff, row, await args.request.formData())
  if ('done' in outcome) return redirect(`${new URL(args.request.url).pathname}?gedaan=${outcome.done}`, 303)
  const { typed } = outcome
  if ('stale' in outcome) return json({ stale: outcome.stale, typed, errors: {} }, { status: 422 })
  return json({ stale: null, typed, errors: outcome.errors }, { status: 422 })
}

export default function Weighing() {
  const { w } = useWords()
  const { head, view, csrf, result } = useLoaderData<typeof loader>()
  const came = useActionData<typeof action>()
  const errors: Errors = came?.errors ?? {}
  const o = w.object.staff
  const { reference, seen } = head
  const props = { csrf, seen, reference, mayWork: view.mayWork, errors, typed: came?.typed ?? {} }
  const said = { saved: o.saved, upheld: o.upheld, told: o.tellDone, lifted: w.object.results.lifted }
  return (
    <>
      <RequestHead head={head} tab="weighing" />
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Stale changes={came?.stale} />
      {result && !came && (
        <Notice tone="done" live>
          <p>{said[result]}</p>
        </Notice>
      )}
      <h2>{o.title}</h2>
      {view.objections.length > 0 ? <p>{o.lead}</p> : <p>{o.none}</p>}
      {view.objections.map(each => (
        <ObjectionPanel key={each.id} objection={each} {...props} />
      ))}
      <StillPanel still={view.still} untold={view.untold} {...props} />
    </>
  )
}
