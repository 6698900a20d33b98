/** Een verzoek, for staff: what is needed now, the clock with its sum, the sources, the story, and the person's data. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
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
import { Heading } from '../ui/blocks.tsx'
import { ErrorSummary } from '../ui/field.tsx'
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
  if (refused) return refused
  const { pathname, search } = new URL(args.request.url)
  return redirect(pathname + search, 303)
}

export default function RequestPage() {
  const { w, language } = useWords()
  const { view, csrf } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const r = w.staff.request
  const error = (name: string) => (refused?.field === name ? w.staff.refusal[refused.because] : undefined)
  return (
    <>
      <p className="crumbs">
        <a href="/werkvoorraad">{r.back}</a>
      </p>
      <ErrorSummary
        title={w.common.errorTitle}
        errors={refused ? { [refused.field]: w.staff.refusal[refused.because] } : undefined}
      />
      <Heading kicker={<span className="mono">{view.reference}</span>}>{w.staff.right[view.right]}</Heading>
      <p>
        {r.received(moment(view.receivedAt, language))}{' '}
        {view.answeredAt && r.answered(moment(view.answeredAt, language))} <ScopeLine view={view} />
      </p>
      <p>
        {r.status}: <strong>{w.staff.need[view.need]}</strong>
      </p>
      <div className="two">
        <div>
          <ReviewPanel view={view} csrf={csrf} error={error('category')} />
          <PersonPanel view={view} csrf={csrf} error={error('purpose')} />
          <SourcesPanel view={view} />
          <TimelinePanel view={view} />
          {view.mayWork && <NotePanel csrf={csrf} typed={refused?.typed} error={error('text')} />}
        </div>
        <div>
          <ClockPanel view={view} />
          <OwnerPanel view={view} csrf={csrf} error={error('to')} />
          <CopyPanel view={view} />
        </div>
      </div>
    </>
  )
}
