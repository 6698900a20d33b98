/** Verzoeken: what you asked, running first. */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requestsOf } from '#db/subject-request.ts'
import { type RequestSummary, requestSummary } from '../member/request-view.ts'
import { type AllWords, words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { standingTone } from '../ui/member/request-card.tsx'
import { Tag } from '../ui/tag.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.requests.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const all = await requestsOf(portal.store.read, portal.store.t, subjectId)
  const requests = await Promise.all(all.map(each => requestSummary(portal, each, { now, language })))
  return json({
    language,
    running: requests.filter(each => !each.answered && !each.closed),
    done: requests.filter(each => each.answered || each.closed),
  })
}

export default function Requests() {
  const { language, running, done } = useLoaderData<typeof loader>()
  const w = words(language)
  return (
    <>
      <Heading>{w.requests.title}</Heading>
      <p className="lead">{w.requests.lead}</p>
      {running.length + done.length === 0 && <p>{w.requests.none}</p>}
      {running.length > 0 && <List title={w.requests.running} requests={running} w={w} />}
      {done.length > 0 && <List title={w.requests.closed} requests={done} w={w} />}
      <ButtonLink look={running.length > 0 ? 'plain' : 'primary'} href="/downloaden">
        {w.requests.noneLink}
      </ButtonLink>
    </>
  )
}

const List = ({ title, requests, w }: { title: string; requests: readonly RequestSummary[]; w: AllWords }) => (
  <>
    <h2>{title}</h2>
    <ul className="tiles tiles-one">
      {requests.map(request => (
        <li className="tile" key={request.id}>
          <div className="card-head">
            <a className="tile-link" href={`/verzoeken/${request.reference}`}>
              {request.right} <span className="mono">{request.reference}</span>
            </a>
            <Tag tone={standingTone[request.standing]}>{w.common.standing[request.standing]}</Tag>
          </div>
          <p>
            {w.requests.submitted(request.received)}{' '}
            {request.answerBy
              ? w.requests.answerBy(request.answerBy)
              : request.answered
                ? w.requests.answeredOn(request.answered)
                : request.closed
                  ? w.requests.withdrawnOn(request.closed)
                  : w.member.overview.paused}
          </p>
        </li>
      ))}
    </ul>
  </>
)
