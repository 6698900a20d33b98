/** Een verzoek, for staff: what is left to do, its clock and what may be done to it, its steps and story, and the person's data. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { labelsOfCopy } from '#domain/label.ts'
import { rolesThatMay } from '#domain/staff-role.ts'
import { RepeatsPanel } from '../intake/repeats-panel.tsx'
import { missingParts } from '../letter/parts.ts'
import { ClockPanel } from '../staff/clock-panel.tsx'
import { ClosingPanel } from '../staff/closing-panel.tsx'
import { IdentityPanel } from '../staff/identity-panel.tsx'
import { LabelPanel } from '../staff/label-panel.tsx'
import { MessagePanel } from '../staff/message-panel.tsx'
import { OthersPanel } from '../staff/others-panel.tsx'
import { OverduePanel } from '../staff/overdue-panel.tsx'
import { OwnerPanel } from '../staff/owner-panel.tsx'
import { type PanelProps, textsIn, typedIn } from '../staff/panel-props.ts'
import { PersonPanel } from '../staff/person-panel.tsx'
import { QuestionPanel } from '../staff/question-panel.tsx'
import { changeRequest } from '../staff/request-change.ts'
import { RequestHead } from '../staff/request-head.tsx'
import { requestHead, requestHere } from '../staff/request-here.ts'
import { requestView } from '../staff/request-view.ts'
import { resultIn, ResultNotice } from '../staff/result-notice.tsx'
import { ReviewPanel } from '../staff/review-panel.tsx'
import { ScopeLine } from '../staff/scope-line.tsx'
import { SourcesPanel } from '../staff/sources-panel.tsx'
import { Stale } from '../staff/stale-notice.tsx'
import { StepsPanel } from '../staff/steps-panel.tsx'
import { NotePanel, TimelinePanel } from '../staff/timeline-panel.tsx'
import { words } from '../text/words.ts'
import { ErrorSummary } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireFreshProof, requireStaff } from '../who.ts'

export const handle = titled(w => w.staff.request.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const { context, params, request } = args
  const row = await requestHere(context, params.reference)
  const search = new URL(request.url).searchParams
  const head = await requestHead(context, staff, row, (await missingParts(context, row)).length)
  const view = await requestView(context, staff, row, head, search)
  return { head, view, labels: labelsOfCopy(row.labels), result: resultIn(search), csrf: context.csrf }
}

/** What decides about somebody's data or term, and not only works towards it. */
const decides: ReadonlySet<unknown> = new Set(['release', 'extend'])

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const row = await requestHere(args.context, args.params.reference)
  const form = await args.request.formData()
  if (decides.has(form.get('intent'))) requireFreshProof(args)
  const outcome = await changeRequest(args.context, staff, row, form)
  if ('done' in outcome) {
    const { pathname, searchParams } = new URL(args.request.url)
    for (const own of ['gedaan', 'papier', '_data']) searchParams.delete(own)
    if (outcome.done) searchParams.set('gedaan', outcome.done)
    if (outcome.byHand) searchParams.set('papier', '1')
    return redirect(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname, 303)
  }
  const typed = typedIn(form)
  if ('stale' in outcome) return json({ stale: outcome.stale, errors: {}, typed }, { status: 422 })
  const w = words(args.context.language)
  const sentence = { ...w.intake.faults, ...w.staff.refusal, ...w.workbench.refusal }[outcome.because]
  return json({ stale: null, errors: { [outcome.field]: sentence }, typed }, { status: 422 })
}

export default function RequestPage() {
  const { w } = useWords()
  const { head, view, labels, result, csrf } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const props: PanelProps = { view, csrf, seen: head.seen, errors: refused?.errors ?? {}, typed: refused?.typed ?? {} }
  return (
    <>
      <Stale changes={refused?.stale} typed={textsIn(props.typed)} />
      <ErrorSummary title={w.common.errorTitle} errors={props.errors} />
      {!refused && <ResultNotice result={result} />}
      <RequestHead head={head} tab="overview" />
      <p className="case-line">
        <ScopeLine view={view} />
      </p>
      <div className="case">
        <div className="case-now">
          <OverduePanel {...props} />
          <ReviewPanel {...props} />
          <RepeatsPanel repeats={view.repeats} csrf={csrf} mayWork={view.mayWork} error={props.errors.dubbel} />
        </div>
        <div className="case-aside">
          <ClockPanel {...props} />
          <OwnerPanel {...props} />
          <LabelPanel {...props} labels={labels} />
          <IdentityPanel {...props} />
          <QuestionPanel {...props} />
          <ClosingPanel {...props} head={head} />
        </div>
        <div className="case-story">
          <StepsPanel view={view} />
          <PersonPanel view={view} csrf={csrf} error={props.errors.purpose} />
          <MessagePanel {...props} />
          <OthersPanel {...props} />
          <SourcesPanel {...props} />
          <TimelinePanel view={view} />
          {view.mayWork && <NotePanel {...props} />}
        </div>
      </div>
    </>
  )
}
