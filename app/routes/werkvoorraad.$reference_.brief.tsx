/** De brief: written from the decisions, measured, checked against the law, sent with thirty seconds to take it back; and the second look. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missingParts } from '../letter/parts.ts'
import { letterAct, results } from '../staff/letter-act.ts'
import { lookAtLetter } from '../staff/letter-look.ts'
import { MeterPanel, PartsPanel, PreviewPanel, SendPanel, TextPanel } from '../staff/letter-panels.tsx'
import { LetterResult } from '../staff/letter-result.tsx'
import { Dossier, LetterSent, LetterQueued } from '../staff/letter-sent.tsx'
import { letterView } from '../staff/letter-view.ts'
import { RequestHead, tabAddress } from '../staff/request-head.tsx'
import { requestHead, requestHere } from '../staff/request-here.ts'
import { SecondLookPanel } from '../staff/second-look-panel.tsx'
import { secondLookView } from '../staff/second-look-view.ts'
import { Seen, Stale } from '../staff/stale-notice.tsx'
import { Notice } from '../ui/blocks.tsx'
import { ButtonLink, Form } from '../ui/button.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireFreshProof, requireStaff } from '../who.ts'

export const handle = titled(w => w.letters.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const head = await requestHead(context, staff, row, (await missingParts(context, row)).length)
  const said = new URL(args.request.url).searchParams.get('gedaan')
  const view = await letterView(context, staff, row)
  const named =
    'named' in view ? view.named === true : head.answeredAt !== null && (await lookAtLetter(context, staff, row))
  const look = await secondLookView(context, staff, row, named)
  return { head, view, look, named, csrf: context.csrf, result: results.find(each => each === said) ?? null }
}

/** What the person gets for an answer, and not only works towards it. */
const decides: ReadonlySet<unknown> = new Set(['send', 'decideLook'])

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('work'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const form = await args.request.formData()
  if (decides.has(form.get('intent'))) requireFreshProof(args)
  const acted = await letterAct(context, staff, row, form)
  if ('errors' in acted) return json(acted, { status: 422 })
  return redirect(`${tabAddress(row.reference, 'letter')}?gedaan=${acted.done}`, 303)
}

export default function LetterPage() {
  const { w } = useWords()
  const { head, view, look, named, csrf, result } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Errors = refused?.errors ?? {}
  const k = w.letters
  const { reference } = head
  return (
    <>
      <RequestHead head={head} tab="letter" />
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Stale changes={refused?.stale} typed={view.state === 'draft' || !refused?.typed ? [] : [refused.typed.text]} />
      {!refused && result && <LetterResult result={result} state={view.state} />}
      {look && (
        <SecondLookPanel
          look={look}
          reference={reference}
          csrf={csrf}
          errors={errors}
          typed={refused?.reason ?? undefined}
        />
      )}
      {view.state === 'undecided' && (
        <Notice tone={head.answeredAt ? 'info' : 'turn'}>
          <p>{head.answeredAt ? k.noLetter : k.undecided}</p>
          {!head.answeredAt && (
            <ButtonLink look="primary" href={tabAddress(reference, 'decision')}>
              {k.toDecision}
            </ButtonLink>
          )}
        </Notice>
      )}
      {view.state === 'queued' && <LetterQueued view={view} csrf={csrf} />}
      {view.state === 'sent' && <LetterSent view={view} reference={reference} csrf={csrf} errors={errors} />}
      {view.state === 'draft' && (
        <Form csrf={csrf} className="case" id="brief">
          <Seen seen={head.seen} />
          <div className="case-now">
            <TextPanel view={view} text={refused?.typed?.text ?? view.text} error={errors.text} />
          </div>
          <div className="case-aside">
            <PartsPanel view={view} />
            <MeterPanel view={view} />
            {view.mayWork && <SendPanel view={view} left={head.left.length} errors={errors} />}
          </div>
          <div className="case-story">
            <PreviewPanel view={view} reference={reference} />
          </div>
        </Form>
      )}
      {named && head.answeredAt && <Dossier reference={reference} csrf={csrf} />}
    </>
  )
}
