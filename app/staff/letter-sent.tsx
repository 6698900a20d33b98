/** A letter on its way, with the way back; and the letter that was sent. */
import { longDay, moment } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { type Errors, Field } from '../ui/field.tsx'
import { LetterText } from '../ui/letter.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { LetterView } from './letter-view.ts'

/** Seconds between two looks at a letter on its way. */
const refreshSeconds = 2

export function LetterQueued({ view, csrf }: { view: Extract<LetterView, { state: 'queued' }>; csrf: string }) {
  const { w } = useWords()
  const k = w.letters
  return (
    <Notice title={k.queued}>
      {view.left > 0 && view.mayWork && (
        <Form csrf={csrf} label={k.takeBack}>
          <input type="hidden" name="intent" value="takeBack" />
          <Button look="primary">{k.takeBack}</Button>
        </Form>
      )}
      <div id="letter" data-refresh={refreshSeconds} data-refresh-done="">
        <p data-status="">{view.left > 0 ? k.queuedLeft(view.left) : k.queuedSoon}</p>
        <p data-no-script="">
          <a href="?">{k.refresh}</a>
        </p>
      </div>
    </Notice>
  )
}

type Sent = { view: Extract<LetterView, { state: 'sent' }>; reference: string; csrf: string; errors: Errors }

export function LetterSent(props: Sent) {
  const { view, reference } = props
  const { w, language } = useWords()
  const k = w.letters
  return (
    <div className="case">
      <div className="case-now">
        <Card title={k.title} id="letter">
          <p>
            <strong>{k.sent(moment(view.at, language))}</strong> {k.sentWay[view.way]}
          </p>
          {view.blocks ? (
            <>
              <div className="paper">
                <LetterText blocks={view.blocks} language={view.language} />
              </div>
              <div className="row">
                <ButtonLink
                  look={view.way === 'post' ? 'primary' : 'plain'}
                  href={`/werkvoorraad/${reference}/brief.pdf`}
                >
                  {k.asPdf}
                </ButtonLink>
                {view.bundle && <ButtonLink href={`/werkvoorraad/${reference}/kopie`}>{k.fetchCopy}</ButtonLink>}
              </div>
              {view.bundle && <p className="muted">{k.fetchCopyHint}</p>}
            </>
          ) : (
            <p>
              {k.previewNameless} <a href={`/werkvoorraad/${reference}#gegevens`}>{k.previewWhy}</a>
            </p>
          )}
        </Card>
      </div>
      {view.way === 'post' && (
        <div className="case-aside">
          <Posted {...props} />
        </div>
      )}
    </div>
  )
}

/** Printing, and the day on which it went: without that day the request is not closed. */
function Posted({ view, reference, csrf, errors }: Sent) {
  const { w, language } = useWords()
  const k = w.letters.posted
  const { posting } = view
  const form = (
    <Form csrf={csrf} label={k.title}>
      <input type="hidden" name="intent" value="posted" />
      <Field
        name="posted"
        label={k.day}
        hint={k.dayHint}
        error={errors.posted}
        type="date"
        size="day"
        value={posting?.day ?? view.today}
      />
      <Button look={posting ? 'plain' : 'primary'}>{k.note}</Button>
    </Form>
  )
  return (
    <Card title={k.title} id="post">
      {view.named && (
        <p>
          <a href={`/werkvoorraad/${reference}/afdruk`}>{k.print}</a>
        </p>
      )}
      {posting && <p>{k.on(longDay(posting.day, language), posting.by, moment(posting.at, language))}</p>}
      {view.mayWork && (posting ? <More title={k.again}>{form}</More> : form)}
    </Card>
  )
}

/** The folder for a complaint, made by staff for who asks it in another way. */
export function Dossier({ reference, csrf }: { reference: string; csrf: string }) {
  const { w } = useWords()
  return (
    <Form csrf={csrf} action={`/werkvoorraad/${reference}/klachtmap`} label={w.letters.dossier}>
      <Button>{w.letters.dossier}</Button>
      <p className="muted">{w.letters.dossierHint}</p>
    </Form>
  )
}
