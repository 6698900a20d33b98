/** Een verzoek, for staff: what is needed now, the clock with its sum, the sources, the story, and the person's data. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readReference } from '#domain/reference.ts'
import { requestByReference } from '#db/subject-request.ts'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missing } from '../missing.ts'
import { PersonPanel } from '../staff/person-panel.tsx'
import { changeRequest } from '../staff/request-change.ts'
import { ClockPanel, CopyPanel, OwnerPanel } from '../staff/request-panels.tsx'
import { NotePanel, ReviewPanel, SourcesPanel, TimelinePanel } from '../staff/request-story.tsx'
import { requestView } from '../staff/request-view.ts'
import { ScopeLine } from '../staff/scope-line.tsx'
import { moment } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.staff.request.title)

/** The request that the address names, in its one spelling; anything else is not found. */
async function requestHere({ params, context }: LoaderFunctionArgs) {
  const reference = readReference(params.reference ?? '')
  const { store } = context.portal
  const row =
    reference && reference === params.reference ? await requestByReference(store.read, store.t, reference) : null
  if (!row) throw missing()
  return row
}

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const row = await requestHere(args)
  const view = await requestView(args.context, staff, row, new URL(args.request.url).searchParams)
  return { view, csrf: args.context.csrf }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const row = await requestHere(args)
  const refused = await changeRequest(args.context, staff, row, await args.request.formData())
  if (refused) {
    const { field, because, typed } = refused
    const sentence = words(args.context.language).staff.refusal[because]
    return json({ errors: { [field]: sentence }, typed }, { status: 422 })
  }
  const { pathname, search } = new URL(args.request.url)
  return redirect(pathname + search, 303)
}

export default function RequestPage() {
  const { w, language } = useWords()
  const { view, csrf } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const r = w.staff.request
  const errors: Errors = refused?.errors ?? {}
  return (
    <>
      <p className="crumbs">
        <a href="/werkvoorraad">{r.back}</a> / <span className="mono">{view.reference}</span>
      </p>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <h1>{w.staff.right[view.right]}</h1>
      <p className="case-line">
        {r.status}: <strong>{w.staff.need[view.need]}</strong>
      </p>
      <p className="case-line">
        {r.received(moment(view.receivedAt, language))}{' '}
        {view.answeredAt && r.answered(moment(view.answeredAt, language))} <ScopeLine view={view} />
      </p>
      <div className="case">
        <div className="case-now">
          <ReviewPanel view={view} csrf={csrf} error={errors.category} />
        </div>
        <div className="case-aside">
          <ClockPanel view={view} />
          <OwnerPanel view={view} csrf={csrf} error={errors.to} />
          <CopyPanel view={view} />
        </div>
        <div className="case-story">
          <PersonPanel view={view} csrf={csrf} error={errors.purpose} />
          <SourcesPanel view={view} />
          <TimelinePanel view={view} />
          {view.mayWork && <NotePanel csrf={csrf} typed={refused?.typed} error={errors.text} />}
        </div>
      </div>
    </>
  )
}
