/** De brief: written from the decisions, measured, checked against the law, and sent with thirty seconds to take it back. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missingParts } from '../letter/parts.ts'
import { changeLetter, type LetterResult, results } from '../staff/letter-change.ts'
import { MeterPanel, PartsPanel, PreviewPanel, SendPanel, TextPanel } from '../staff/letter-panels.tsx'
import { LetterSent, LetterQueued } from '../staff/letter-sent.tsx'
import { letterView } from '../staff/letter-view.ts'
import { RequestHead, tabAddress } from '../staff/request-head.tsx'
import { requestHead, requestHere } from '../staff/request-here.ts'
import { Seen, Stale } from '../staff/stale-notice.tsx'
import { words } from '../text/words.ts'
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
  const parts = await missingParts(context, row)
  const head = await requestHead(context, staff, row, parts.length)
  const said = new URL(args.request.url).searchParams.get('gedaan')
  const result = results.find(each => each === said) ?? null
  return { head, view: await letterView(context, staff, row), csrf: context.csrf, result }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('work'))
  const { context } = args
  const row = await requestHere(context, args.params.reference)
  const form = intentOf(await args.request.formData())
  if (form.get('intent') === 'send') requireFreshProof(args)
  const done = await changeLetter(context, staff, row, form)
  if (typeof done === 'string') return redirect(`${tabAddress(row.reference, 'letter')}?gedaan=${done}`, 303)
  const { because, stale, typed } = done
  const w = words(context.language).letters
  const errors: Errors =
    because === undefined
      ? {}
      : because === 'empty' || because === 'long'
        ? { text: w[because] }
        : because === 'way'
          ? { way: w.refusal.way }
          : { send: w.refusal[because] }
  return json({ errors, stale, typed }, { status: 422 })
}

/** `add:court` is the intent `add` of the part `court`: a button sends one value. */
function intentOf(form: FormData): FormData {
  const intent = form.get('intent')
  if (typeof intent !== 'string' || !intent.startsWith('add:')) return form
  form.set('intent', 'add')
  form.set('part', intent.slice(4))
  return form
}

export default function LetterPage() {
  const { w } = useWords()
  const { head, view, csrf, result } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors: Errors = refused?.errors ?? {}
  const k = w.letters
  return (
    <>
      <RequestHead head={head} tab="letter" />
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Stale changes={refused?.stale} typed={view.state === 'draft' || !refused?.typed ? [] : [refused.typed.text]} />
      {!refused && result && <Result result={result} state={view.state} />}
      {view.state === 'undecided' && (
        <Notice>
          <p>{k.undecided}</p>
          <ButtonLink look="primary" href={tabAddress(head.reference, 'decision')}>
            {k.toDecision}
          </ButtonLink>
        </Notice>
      )}
      {view.state === 'queued' && <LetterQueued view={view} csrf={csrf} />}
      {view.state === 'sent' && <LetterSent view={view} reference={head.reference} />}
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
            <PreviewPanel view={view} reference={head.reference} />
          </div>
        </Form>
      )}
    </>
  )
}

/** What the last step did; a result that the page contradicts is an old address, and is not told. */
function Result({ result, state }: { result: LetterResult; state: string }) {
  const { w } = useWords()
  const k = w.letters
  const told: Readonly<Record<LetterResult, string | null>> = {
    saved: k.saved,
    savedFirst: k.savedFirst,
    redrafted: k.redrafted,
    added: k.added,
    takenBack: state === 'draft' ? k.takenBack : null,
    tooLate: k.tooLate,
    queued: null,
  }
  const text = state === 'draft' || result === 'tooLate' ? told[result] : null
  return text ? (
    <Notice tone={result === 'savedFirst' || result === 'tooLate' ? 'turn' : 'done'} live>
      <p>{text}</p>
    </Notice>
  ) : null
}
