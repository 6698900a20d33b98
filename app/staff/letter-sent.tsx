/** A letter on its way, with the way back; and the letter that was sent. */
import { moment } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { LetterText } from '../ui/letter.tsx'
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

export function LetterSent({ view, reference }: { view: Extract<LetterView, { state: 'sent' }>; reference: string }) {
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
    </div>
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
