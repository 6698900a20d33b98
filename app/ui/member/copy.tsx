/** The copy of a request: progress while it is made, then where to fetch it, until when, and how to check it. */
import type { CopyView } from '../../member/copy-view.ts'
import type { AllWords } from '../../text/words.ts'
import { Card, Fact, Facts, Notice } from '../blocks.tsx'
import { Button, ButtonLink, Form } from '../button.tsx'
import { More } from '../panel.tsx'
import { Progress } from '../progress.tsx'
import { StackedTable } from '../table.tsx'
import { Tag } from '../tag.tsx'

type Props = {
  copy: CopyView
  renewed: boolean
  reference: string
  /** Our last day to answer, while there is one. */
  answerBy: string | null
  csrf: string
  w: AllWords['requests']
}

export function Copy(props: Props) {
  const { copy, w } = props
  if (copy.state === 'held') return <Held {...props} />
  if (copy.state === 'running') return <Making {...props} />
  if (copy.state === 'ready') return <Ready {...props} />
  return (
    <Card id="copy" title={copy.state === 'failed' ? w.failed : copy.state === 'cancelled' ? w.cancelled : w.expired}>
      {copy.state === 'failed' && <p>{w.failedText}</p>}
      {copy.state === 'gone' && copy.gone && <p>{w.expiredText(copy.gone)}</p>}
      {copy.state !== 'failed' && <Again w={w} primary />}
    </Card>
  )
}

/** What is awaited, in one sentence; nothing to press, because nothing has to be done. */
export const Held = ({ answerBy, w }: Pick<Props, 'answerBy' | 'w'>) => (
  <Card id="copy" title={w.held}>
    <p>
      {w.heldText} {answerBy && w.heldBy(answerBy)}
    </p>
  </Card>
)

/** The script fetches this part again while it is made; without script there is a link, never a page that refreshes itself. */
const Making = ({ copy, reference, w }: Props) => (
  <Card id="copy" title={w.making}>
    <p>
      {w.makingText} {w.makingTime}
    </p>
    {copy.retrying && <p>{w.retry}</p>}
    {copy.of > 0 ? (
      <>
        <p>
          <strong>{w.parts(copy.done, copy.of)}</strong>
        </p>
        <Progress label={w.parts(copy.done, copy.of)} done={copy.done} of={copy.of} />
        <StackedTable
          caption={w.partsCaption}
          columns={[w.columns.part, w.columns.count, w.columns.state]}
          rows={copy.parts.map(part => ({
            key: part.id,
            cells: [
              part.label,
              { content: part.count, number: true },
              <Tag key="state" tone={part.tone}>
                {part.state}
              </Tag>,
            ],
          }))}
        />
      </>
    ) : (
      <p>{w.waiting}</p>
    )}
    <Refresh reference={reference} w={w} />
  </Card>
)

const Refresh = ({ reference, w }: Pick<Props, 'reference' | 'w'>) => (
  <p data-no-script="">
    <a href={`/verzoeken/${reference}`}>{w.refresh}</a>
  </p>
)

const Ready = ({ copy, renewed, reference, csrf, w }: Props) => (
  <>
    <Card id="copy" title={copy.missing.length > 0 ? w.readyPartly : w.ready}>
      {copy.items && <p>{w.contents(copy.items)}</p>}
      <p>
        {/* No `download` here: when a code is asked first, a browser would save that page as if it were the copy. */}
        <ButtonLink look="primary" href={`/kopie/${copy.id}`}>
          {w.fetch(copy.size ?? '')}
        </ButtonLink>
      </p>
      {copy.until && (
        <p>
          <strong>{w.readyUntil(copy.until)}</strong> {w.readyOften}
        </p>
      )}
      <p className="muted">{copy.fetched ? w.fetched(copy.fetched) : w.fetchCode}</p>
      {copy.prolonged ? (
        <p className="muted">{w.prolonged}</p>
      ) : (
        <Form csrf={csrf}>
          <Button name="do" value="prolong">
            {w.prolong}
          </Button>
        </Form>
      )}
      <Again w={w} />
    </Card>
    {copy.missing.length > 0 && (
      <Notice title={w.missing}>
        <ul>
          {copy.missing.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>{renewed ? w.missingNow : w.missingLater}</p>
        {renewed && <Refresh reference={reference} w={w} />}
      </Notice>
    )}
    <Card id="worked" title={w.worked}>
      <p>{w.workedText}</p>
      <More title={w.check}>
        <p>{w.checkText}</p>
        <Facts>
          <Fact name={w.checkHash}>
            <span className="mono">{copy.sha256}</span>
          </Fact>
        </Facts>
        <p>{w.checkHow}</p>
        <Facts>
          <Fact name="Windows">
            <code>certutil -hashfile … SHA256</code>
          </Fact>
          <Fact name="macOS">
            <code>shasum -a 256 …</code>
          </Fact>
          <Fact name="Linux">
            <code>sha256sum …</code>
          </Fact>
        </Facts>
        <p>
          {w.checkSigned} <a href="/.well-known/inzage-keys.json">{w.checkKeys}</a>
        </p>
      </More>
    </Card>
  </>
)

const Again = ({ w, primary = false }: { w: Props['w']; primary?: boolean }) => (
  <p>
    {primary ? (
      <ButtonLink look="primary" href="/downloaden">
        {w.again}
      </ButtonLink>
    ) : (
      <a href="/downloaden">{w.again}</a>
    )}{' '}
    <span className="muted">{w.againText}</span>
  </p>
)
