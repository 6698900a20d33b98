/** "Wat gebeurt er?": where a request stands, its last day with the sum, and its steps. */
import type { RequestPage } from '../../member/request-page.ts'
import type { AllWords } from '../../text/words.ts'
import { Card } from '../blocks.tsx'
import { DayRuler } from '../day-ruler.tsx'
import { More } from '../panel.tsx'
import { Steps } from '../steps.tsx'
import { Tag } from '../tag.tsx'
import { LastDay, standingTone } from './request-card.tsx'

type Props = Pick<RequestPage, 'request' | 'steps' | 'because' | 'sum'> & {
  /** It can still be put in a calendar: the page of somebody who signs in has it. */
  open: boolean
  w: AllWords
}

export function Where({ request, steps, because, sum, open, w }: Props) {
  const r = w.requests
  const busy = <Tag tone="busy">{r.now}</Tag>
  return (
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
  )
}
