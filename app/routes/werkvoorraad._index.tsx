/** Werkvoorraad: what is open, by its legal last day; each list is an address. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { requestByReference } from '#db/subject-request.ts'
import { readReference } from '#domain/reference.ts'
import { rolesThatMay } from '#domain/staff-role.ts'
import { QueueTable } from '../staff/queue-table.tsx'
import { QueueTools } from '../staff/queue-tools.tsx'
import { queueView } from '../staff/queue-view.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { useWords } from '../ui/use-words.ts'
import { titled } from '../ui/title.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.staff.queue.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const url = new URL(args.request.url)
  return { ...(await queueView(args.context, staff, url.searchParams)), csrf: args.context.csrf }
}

/** Search by reference: a form, so that the number typed on the phone finds its page. */
export async function action(args: ActionFunctionArgs) {
  requireStaff(args, rolesThatMay('seeQueue'))
  const { portal, language } = args.context
  const { store } = portal
  const { reference: typed } = searchForm.parse(Object.fromEntries(await args.request.formData()))
  const reference = readReference(typed)
  const found = reference && (await requestByReference(store.read, store.t, reference))
  if (found) return redirect(`/werkvoorraad/${reference}`, 303)
  const { notFound, badReference } = words(language).staff.queue
  return json({ errors: { reference: reference ? notFound : badReference }, typed }, { status: 422 })
}

const searchForm = z.object({ reference: z.string().max(64).catch('') })

export default function Queue() {
  const { w, language } = useWords()
  const { lines, today, counts, view, right, previous, next, horizon, csrf } = useLoaderData<typeof loader>()
  const search = useActionData<typeof action>()
  return (
    <>
      <div className="queue-head">
        <h1>{w.staff.queue.title}</h1>
        <p className="muted">
          {w.staff.queue.today(longDay(today, language))} {w.staff.queue.lateCount(counts.late)}
        </p>
      </div>
      {horizon && <p className="notice">{w.staff.queue.horizon(horizon)}</p>}
      <QueueTools csrf={csrf} view={view} right={right} counts={counts} search={search} />
      <QueueTable lines={lines} today={today} previous={previous} next={next} />
    </>
  )
}
