/** Our answer on the page of a request: the letter itself, and what was left out of the copy. */
import type { Dialogue } from '../../member/dialogue.ts'
import type { AllWords } from '../../text/words.ts'
import { Card, Notice } from '../blocks.tsx'
import { ButtonLink } from '../button.tsx'
import { LetterText } from '../letter.tsx'

type Words = AllWords['dialogue']

export const AnswerCard = ({
  letter,
  pdf,
  w,
}: {
  letter: NonNullable<Dialogue['letter']>
  /** Where it can be fetched on paper. */
  pdf: string
  w: Words
}) => (
  <Card id="brief" title={w.letter}>
    <p className="muted">
      {w.letterSent(letter.day)} {letter.post && w.letterPost}
    </p>
    <div className="paper">
      <LetterText blocks={letter.blocks} language={letter.language} />
    </div>
    {letter.courtUntil && <p>{w.court(letter.courtUntil)}</p>}
    <p>
      <ButtonLink href={pdf} download>
        {w.letterPdf}
      </ButtonLink>
    </p>
  </Card>
)

export const HiddenNotice = ({ hidden, w }: { hidden: Dialogue['hidden']; w: Words }) =>
  hidden.length === 0 ? null : (
    <Notice tone="info" title={w.hidden}>
      <p>{w.hiddenText}</p>
      <ul>
        {hidden.map(({ what, count, because }) => (
          <li key={what + because}>
            {w.hiddenLine(what, count)} {because}
          </li>
        ))}
      </ul>
    </Notice>
  )
