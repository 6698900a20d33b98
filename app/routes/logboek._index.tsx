/** Logboek: what happened, in sentences; narrowed down by one line of search, checked, and taken along. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { startCheck } from '../logbook/check.ts'
import { CheckPanel } from '../logbook/check-panel.tsx'
import { logAddress, logPath, readAsked } from '../logbook/log-asked.ts'
import { LogChips, LogSearch } from '../logbook/log-search.tsx'
import { LogTable } from '../logbook/log-table.tsx'
import { logView } from '../logbook/log-view.ts'
import { missing } from '../missing.ts'
import { alarmsFor } from '../staff/alarm.ts'
import { AlarmNotice } from '../staff/alarm-notice.tsx'
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.logbook.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeLog'))
  const { context } = args
  const view = await logView(context, staff, new URL(args.request.url).searchParams)
  return { view, alarms: await alarmsFor(context, staff), csrf: context.csrf }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeLog'))
  const form = await args.request.formData()
  const typed = form.get('q')
  if (form.get('intent') === 'check') {
    await startCheck(args.context.portal, staff.staffId)
    return redirect(`${logPath}#controle`, 303)
  }
  // Sent as a form, so that what somebody types by mistake is in no address.
  if (typeof typed !== 'string') throw missing()
  const asked = await readAsked(args.context, staff, typed)
  if (asked.wrong) return json({ wrong: asked.wrong, typed }, { status: 422 })
  return redirect(logAddress(asked.query), 303)
}

export default function Logbook() {
  const { w } = useWords()
  const { view, alarms, csrf } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const l = w.logbook
  const wrong = refused?.wrong ?? view.wrong
  const errors: Errors = wrong ? { q: wrong } : {}
  const typed = refused?.typed ?? view.typed
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <h1>{l.title}</h1>
      <p className="lead">{l.lead}</p>
      <AlarmNotice alarms={alarms} />
      <LogChips chips={view.chips} />
      <LogSearch csrf={csrf} typed={typed} error={errors.q} />
      {!refused && <LogTable view={view} />}
      <CheckPanel view={view} csrf={csrf} />
      {!wrong && (
        <Card id="meenemen" title={l.take.title}>
          <p>{l.take.lead}</p>
          <Form csrf={csrf} action="/logboek/uitvoer" className="row">
            <input type="hidden" name="q" value={view.typed} />
            <Button name="form" value="csv">
              {l.take.csv}
            </Button>
            <Button name="form" value="json">
              {l.take.json}
            </Button>
          </Form>
        </Card>
      )}
      <p className="muted">{l.whoSees}</p>
    </>
  )
}
