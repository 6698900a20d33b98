/** One request: where it stands, its last day with the sum, the copy, and what the log says. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { changeRequest } from '../member/change-request.ts'
import { requestPage } from '../member/request-page.ts'
import { words } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { DayRuler } from '../ui/day-ruler.tsx'
import { Asked, Stop } from '../ui/member/asked.tsx'
import { Copy } from '../ui/member/copy.tsx'
import { Late } from '../ui/member/late.tsx'
import { LastDay, standingTone } from '../ui/member/request-card.tsx'
import { More } from '../ui/panel.tsx'
import { Steps } from '../ui/steps.tsx'
import { Tag } from '../ui/tag.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

/** Seconds between two looks at a copy in the making. */
const refreshSeconds = 3
const results = ['prolonged', 'stopped', 'late'] as const

export const handle = titled(w => w.requests.one)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const page = await requestPage(portal, subjectId, args.params.reference ?? '', { now, language })
  if (!page) throw new Response(null, { status: 404 })
  const said = new URL(args.request.url).searchParams.get('gedaan')
  return json({ language, csrf, result: results.find(each => each === said) ?? null, ...page })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now } = args.context
  const wanted = new URLSearchParams(await args.request.text()).get('do')
  const done = await changeRequest(portal, subjectId, args.params.reference ?? '', wanted, now)
  if (!done) throw new Response(null, { status: 404 })
  return redirect(`/verzoeken/${done.reference}?gedaan=${done.result}`, 303)
}

export default function Request() {
  const { language, csrf, result, request, steps, because, sum, copy, renewed, stoppable, timeline } =
    useLoaderData<typeof loader>()
  const w = words(language)
  const r = w.requests
  const making = copy?.state === 'running'
  const open = !request.answered && !request.closed
  const told = {
    prolonged: copy?.until && r.prolongDone(copy.until),
    stopped: request.withdrawn && r.stopDone,
    late: r.stopLate,
  }
  const said = result && told[result]
  const busy = <Tag tone="busy">{r.now}</Tag>
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
      {said && (
        <Notice tone="done" live>
          <p>{said}</p>
        </Notice>
      )}
      {request.daysLeft !== null && request.daysLeft < 0 && request.answerBy && <Late answerBy={request.answerBy} />}
      <p className="sr-only" role="status" data-status="">
        {making && copy.of > 0 ? r.parts(copy.done, copy.of) : copy?.state === 'ready' ? r.ready : ''}
      </p>
      <div id="request" data-refresh={making || renewed ? refreshSeconds : undefined}>
        {copy && <Copy copy={copy} renewed={renewed} reference={request.reference} csrf={csrf} w={r} />}
        <Card
          id="steps"
          title={r.what}
          tag={<Tag tone={standingTone[request.standing]}>{w.common.standing[request.standing]}</Tag>}
        >
          <DayRuler {...request.ruler} />
          <LastDay request={request} w={w} because={because} />
          {open && request.answerBy && (
            <p>
              <a href={`/verzoeken/${request.reference}/agenda.ics`} download>
                {r.calendar}
              </a>
            </p>
          )}
          <More title={r.sum}>
            <ol>
              {sum.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </More>
          <Steps steps={steps.map(step => ({ ...step, tag: step.state === 'now' && busy }))} words={r.stepState} />
        </Card>
      </div>
      {copy && <Asked scope={copy.scope} w={r} />}
      <Card id="timeline" title={r.timeline}>
        <p>{r.timelineLead}</p>
        <Timeline lines={timeline.map(line => ({ ...line, proof: r.proof(line.seq) }))} />
      </Card>
      {stoppable && <Stop csrf={csrf} w={r} />}
      <h2>{r.disagree}</h2>
      <p>
        {r.disagreeText} <a href="/hulp">{r.help}</a>
      </p>
    </>
  )
}
