/** Berichten aan ontvangers: who must still be told of a change (Art. 19), what was tried, and settling it by hand. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missing } from '../missing.ts'
import { changeNotice } from '../staff/notice-change.ts'
import { NoticeTable, OneNotice } from '../staff/notice-panels.tsx'
import { noticesView } from '../staff/notice-view.ts'
import { number } from '../text/dates.ts'
import { Notice } from '../ui/blocks.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.told.staff.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('work'))
  const search = new URL(args.request.url).searchParams
  const view = await noticesView(args.context, staff, search)
  if (!view) throw missing()
  const done = (['settled', 'again'] as const).find(each => each === search.get('gedaan')) ?? null
  return { view, done, csrf: args.context.csrf }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('work'))
  const outcome = await changeNotice(args.context, staff, await args.request.formData())
  if ('errors' in outcome) return json(outcome, { status: 422 })
  if ('person' in outcome) return json(outcome)
  return redirect(`/berichten-aan-ontvangers?gedaan=${outcome.done}`, 303)
}

export default function Notices() {
  const { w, language } = useWords()
  const { view, done, csrf } = useLoaderData<typeof loader>()
  const acted = useActionData<typeof action>()
  const s = w.told.staff
  const refused = acted && 'errors' in acted ? acted : null
  const faults = refused ? Object.entries(refused.errors) : []
  const errors = Object.fromEntries(faults.map(([field, because]) => [field, s.refused[because]]))
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      {done && !acted && <Notice tone="done" live title={s.done[done]} />}
      <h1>{s.title}</h1>
      <p>{s.lead}</p>
      <nav className="views" aria-label={s.listsLabel}>
        <ul>
          {view.lists.map(({ list, count, href }) => (
            <li key={list}>
              <a className="button view" href={href} aria-current={list === view.list ? 'page' : undefined}>
                {s.lists[list]} <span className="view-count">{number(count, language)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <OneNotice
        view={view}
        csrf={csrf}
        errors={errors}
        typed={refused?.typed ?? ''}
        person={acted && 'person' in acted ? acted.person : undefined}
      />
      <NoticeTable view={view} />
      <Pager
        next={view.next}
        first={view.first}
        words={{ pages: w.common.pages, older: w.common.next, newest: w.common.newest }}
      />
    </>
  )
}
