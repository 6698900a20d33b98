/** A request in a card: where it stands, the tide staff, and the last day in words. */
import type { AllWords } from '../../text/words.ts'
import type { RequestSummary } from '../../member/request-view.ts'
import { Card } from '../blocks.tsx'
import { DayRuler } from '../day-ruler.tsx'
import { Tag, type Tone } from '../tag.tsx'

export const standingTone: Readonly<Record<RequestSummary['standing'], Tone>> = {
  submitted: 'busy',
  question: 'turn',
  working: 'busy',
  answered: 'done',
  closed: 'plain',
}

export const RequestCard = ({ request, w }: { request: RequestSummary; w: AllWords }) => (
  <Card
    id={`request-${request.reference}`}
    title={request.standing === 'answered' ? w.member.overview.ready : w.member.overview.running}
    tag={<Tag tone={standingTone[request.standing]}>{w.common.standing[request.standing]}</Tag>}
  >
    <p>
      {request.right}. {w.member.overview.reference} <span className="mono">{request.reference}</span>
    </p>
    <DayRuler {...request.ruler} />
    <LastDay request={request} w={w} />
    <p>
      <a href={`/verzoeken/${request.reference}`}>
        {request.standing === 'answered' ? w.member.overview.fetch : w.member.overview.see}
      </a>
    </p>
  </Card>
)

/** "Je krijgt antwoord uiterlijk op … Dat is over 11 dagen." With `because` the reason stands in the same sentence. */
export const LastDay = ({ request, w, because }: { request: RequestSummary; w: AllWords; because?: string }) => {
  const o = w.member.overview
  if (!request.answerBy || request.daysLeft === null) {
    if (request.answered) return <p>{w.requests.answeredOn(request.answered)}</p>
    return <p>{request.closed ? w.requests.withdrawnOn(request.closed) : o.paused}</p>
  }
  // The sum is of the first answer; a second look has a day of its own.
  const reason = request.answered ? undefined : because
  return (
    <p>
      <strong>{reason ? w.requests.answerByBecause(request.answerBy, reason) : o.answerBy(request.answerBy)}</strong>{' '}
      <span className="muted">
        {request.daysLeft < 0 ? o.late : o.inDays(request.daysLeft)} {request.soon && o.soon}
      </span>
    </p>
  )
}
