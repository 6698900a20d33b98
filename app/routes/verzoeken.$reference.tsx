/** One request: where it stands, its last day with the sum, the copy, and what the log says. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { act, results } from '../member/act.ts'
import { requestPage } from '../member/request-page.ts'
import { ReceiptsPanel } from '../receipt/receipts-panel.tsx'
import { vkeysOf } from '../receipt/vkey.ts'
import { words } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { AnswerCard, HiddenNotice } from '../ui/member/answer.tsx'
import { Asked, Stop } from '../ui/member/asked.tsx'
import { Copy } from '../ui/member/copy.tsx'
import { Late } from '../ui/member/late.tsx'
import { Merged } from '../ui/member/merged.tsx'
import { Messages } from '../ui/member/messages.tsx'
import { SecondLook } from '../ui/member/second-look.tsx'
import { Ways, Withdraw } from '../ui/member/ways.tsx'
import { Where } from '../ui/member/where.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

/** Seconds between two looks at a copy in the making. */
const refreshSeconds = 3

export const handle = titled(w => w.requests.one)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const page = await requestPage(portal, subjectId, args.params.reference ?? '', { now, language })
  if (!page) throw new Response(null, { status: 404 })
  const said = new URL(args.request.url).searchParams.get('gedaan')
  const result = results.find(each => each === said) ?? null
  return json({ language, csrf, vkey: (await vkeysOf(portal)).now, result, ...page })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal } = args.context
  const form = new URLSearchParams(await args.request.text())
  const done = await act(portal, subjectId, args.params.reference ?? '', form, args.context)
  if (!done) throw new Response(null, { status: 404 })
  if ('errors' in done) return json(done, { status: 422 })
  return redirect(`/verzoeken/${done.reference}?gedaan=${done.result}`, 303)
}

export default function Request() {
  const {
    language,
    csrf,
    vkey,
    result,
    request,
    steps,
    because,
    sum,
    copy,
    renewed,
    merged,
    stoppable,
    timeline,
    dialogue,
  } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const w = words(language)
  const r = w.requests
  const d = w.dialogue
  const making = copy?.state === 'running'
  const open = !request.answered && !request.closed
  const told = {
    prolonged: copy?.until && r.prolongDone(copy.until),
    stopped: request.withdrawn && (copy ? r.stopDone : d.withdrawDone),
    late: copy ? r.stopLate : d.withdrawLate,
    sent: d.sent,
    resumed: d.resumed,
    look: dialogue.look.state === 'open' && d.lookDone,
  }
  const said = !refused && result && told[result]
  return (
    <>
      <Heading
        kicker={
          <>
            {r.number} <span className="mono">{request.reference}</span>
          </>
        }
      >
        {request.right}
      </Heading>
      <ErrorSummary title={w.common.errorTitle} errors={refused?.errors} />
      {said && (
        <Notice tone="done" live>
          <p>{said}</p>
        </Notice>
      )}
      {request.daysLeft !== null && request.daysLeft < 0 && request.answerBy && <Late answerBy={request.answerBy} />}
      <Merged merged={merged} w={r} />
      <p className="sr-only" role="status" data-status="">
        {making && copy.of > 0 ? r.parts(copy.done, copy.of) : copy?.state === 'ready' ? r.ready : ''}
      </p>
      <div id="request" data-refresh={making || renewed ? refreshSeconds : undefined}>
        {dialogue.letter && (
          <AnswerCard letter={dialogue.letter} pdf={`/verzoeken/${request.reference}/brief.pdf`} w={d} />
        )}
        {copy && !(copy.state === 'held' && request.closed) && (
          <Copy {...{ copy, renewed, csrf, reference: request.reference, answerBy: request.answerBy }} w={r} />
        )}
        <Where {...{ request, steps, because, sum, open, w }} />
      </div>
      <HiddenNotice hidden={dialogue.hidden} w={d} />
      <Messages dialogue={dialogue} csrf={csrf} typed={refused?.typed.message} errors={refused?.errors} w={d} />
      <SecondLook look={dialogue.look} csrf={csrf} typed={refused?.typed.look} error={refused?.errors.look} w={d} />
      <Ways dialogue={dialogue} reference={request.reference} stoppable={stoppable} w={d} />
      {copy && <Asked scope={copy.scope} w={r} />}
      <Card id="timeline" title={r.timeline}>
        <p>{r.timelineLead}</p>
        <Timeline
          lines={timeline.map(line => ({
            ...line,
            proof: r.proof(line.seq),
            receipt: {
              href: `/verzoeken/${request.reference}/bewijs/${line.name}`,
              name: w.receipts.one(line.seq),
            },
          }))}
        />
      </Card>
      <ReceiptsPanel reference={request.reference} vkey={vkey} />
      {stoppable && (copy ? <Stop csrf={csrf} w={r} /> : <Withdraw csrf={csrf} w={d} />)}
      <h2>{r.disagree}</h2>
      <p>
        {r.disagreeText} <a href={`/verzoeken/${request.reference}/klacht`}>{r.help}</a>
      </p>
    </>
  )
}
