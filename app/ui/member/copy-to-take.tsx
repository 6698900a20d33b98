/** The copy of a request for somebody without an account: when it comes, or where to fetch it and until when. */
import type { CopyView } from '../../member/copy-view.ts'
import type { AllWords } from '../../text/words.ts'
import { Card } from '../blocks.tsx'
import { ButtonLink } from '../button.tsx'
import { Held } from './copy.tsx'

type Props = { copy: CopyView; answerBy: string | null; href: string; w: AllWords['requests'] }

export function CopyToTake({ copy, answerBy, href, w }: Props) {
  if (copy.state === 'held') return <Held answerBy={answerBy} w={w} />
  if (copy.state !== 'ready') return null
  return (
    <Card id="copy" title={w.ready}>
      <p>
        <ButtonLink look="primary" href={href}>
          {w.fetch(copy.size ?? '')}
        </ButtonLink>
      </p>
      {copy.until && (
        <p>
          <strong>{w.readyUntil(copy.until)}</strong> {w.readyOften}
        </p>
      )}
      <p className="muted">{w.fetchCode}</p>
      <p>{w.workedText}</p>
    </Card>
  )
}
