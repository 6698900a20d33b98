/** Werkvoorraad: what is open, by its legal last day; each list is an address. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { alarmsFor } from '../staff/alarm.ts'
import { AlarmNotice } from '../staff/alarm-notice.tsx'
import { KeysLine } from '../staff/keys-sheet.tsx'
import { QueueBulk } from '../staff/queue-bulk.tsx'
import { changeQueue } from '../staff/queue-change.ts'
import { readDone } from '../staff/queue-done.ts'
import { slipWords } from '../staff/queue-search.ts'
import { QueueTable } from '../staff/queue-table.tsx'
import { QueueLists, QueueSearch, type Typed } from '../staff/queue-tools.tsx'
import { hiddenWords, queueView } from '../staff/queue-view.ts'
import { longDay } from '../text/dates.ts'
import { Notice } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import { titled } from '../ui/title.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.queue.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const { context } = args
  const search = new URL(args.request.url).searchParams
  const hidden = hiddenWords(context, search)
  if (hidden) throw redirect(hidden, 303)
  const view = await queueView(context, staff, search)
  return {
    view,
    alarms: await alarmsFor(context, staff),
    me: staff.staffId,
    shortcuts: staff.shortcuts,
    done: readDone(search.get('gedaan')),
    wrong: slipWords(view.slips, context.language),
    csrf: context.csrf,
  }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const outcome = await changeQueue(args.context, staff, await args.request.formData())
  return 'go' in outcome ? redirect(outcome.go, 303) : json(outcome, { status: 422 })
}

export default function Queue() {
  const { w, language } = useWords()
  const { view, alarms, me, shortcuts, done, wrong, csrf } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const q = w.queue
  const errors: Errors = refused?.errors ?? (wrong ? { zoek: wrong } : {})
  const typed: Typed = refused?.typed ?? {}
  const shared = { view, csrf, errors, typed }
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      {done && <Notice tone="done" live title={doneWords()} />}
      <div className="queue-head">
        <h1>{q.title}</h1>
        <p className="muted">
          {q.today(longDay(view.today, language))} {punctual()}
        </p>
        {view.mayWork && <ButtonLink href="/werkvoorraad/nieuw">{w.intake.button}</ButtonLink>}
      </div>
      {view.horizon && <p className="notice">{q.horizon(view.horizon)}</p>}
      <AlarmNotice alarms={alarms} />
      <QueueLists {...shared} />
      <QueueSearch {...shared} />
      <QueueTable view={view} />
      <QueueBulk {...shared} me={me} />
      <KeysLine on={shortcuts} here={view.here} csrf={csrf} />
    </>
  )

  function punctual(): string {
    if (view.onTimeFor === null) return q.late(view.late)
    return view.onTimeFor < 1 ? q.onTimeToday : q.onTime(view.onTimeFor)
  }

  function doneWords(): string {
    const { bulk, own } = q
    if (done?.what === 'saved') return own.saved
    if (done?.what === 'removed') return own.removed
    if (!done || done.count === 0) return bulk.unchanged
    return done.what === 'assigned' ? bulk.assigned(done.count) : bulk.labelled(done.count)
  }
}
