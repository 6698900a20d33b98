/** Writing a letter: the text, how it reads, what it must say, how it looks, and sending it. */
import { languages } from '#domain/language.ts'
import { wanted } from '../text/meter.ts'
import { live, mark } from '../letter/marks.ts'
import { moment, number } from '../text/dates.ts'
import { Card, Fact, Facts, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Choices, type Errors, Field, Select } from '../ui/field.tsx'
import { LetterText } from '../ui/letter.tsx'
import { More } from '../ui/panel.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { LetterView } from './letter-view.ts'

export type DraftView = Extract<LetterView, { state: 'draft' }>

/** The one field of the page; it belongs to the form around all panels. */
export function TextPanel({ view, text, error }: { view: DraftView; text: string; error?: string }) {
  const { w, language } = useWords()
  const k = w.letters
  return (
    <Card title={k.write} id="schrijf" tag={<Tag>{k.outcome[view.outcome]}</Tag>}>
      <p className="muted">{view.saved ? k.savedBy(view.saved.by, moment(view.saved.at, language)) : k.fromTemplate}</p>
      {view.broken !== null && (
        <Notice tone="error">
          <p>{k.brokenTemplate(view.broken)}</p>
        </Notice>
      )}
      <Field name="text" label={k.label} hint={k.hint} value={text} error={error} rows={24} />
      <More title={k.marksTitle}>
        <Facts tight>
          {live.map(name => (
            <Fact key={name} name={<code>{mark(name)}</code>}>
              {k.marks[name]}
            </Fact>
          ))}
        </Facts>
      </More>
      <div className="row">
        <Button look="plain" name="intent" value="save">
          {k.save}
        </Button>
      </div>
      <div className="inline-form">
        <div className="field">
          <Select
            name="language"
            label={k.language}
            value={view.language}
            options={languages.map(value => ({ value, label: w.common.language.names[value], lang: value }))}
          />
        </div>
        <Button name="intent" value="redraft">
          {k.redraft}
        </Button>
      </div>
      <p className="muted">{k.redraftHint}</p>
    </Card>
  )
}

/** The script counts again while somebody types; each place that it fills is marked. */
export function MeterPanel({ view: { meter } }: { view: DraftView }) {
  const { w, language } = useWords()
  const k = w.letters
  return (
    <Card title={k.meter} id="leesbaarheid">
      <div data-meter-of="text" data-better={k.instead('…')} data-shorter={k.noInstead} data-none={k.none}>
        <p role="status">
          <span data-meter="plain" hidden={!meter.plain}>
            <Tag tone="done">{k.plain}</Tag>
          </span>
          <span data-meter="hard-to-read" hidden={meter.plain}>
            <Tag tone="turn">{k.hardToRead}</Tag>
          </span>
        </p>
        <Facts tight>
          <Fact name={k.score}>
            <span className="mono" data-meter="score">
              {number(meter.score, language)}
            </span>{' '}
            <span className="muted">{k.scoreHint(wanted.score)}</span>
          </Fact>
          <Fact name={k.mean}>
            <span className="mono" data-meter="mean">
              {number(meter.mean, language)}
            </span>{' '}
            <span className="muted">{k.meanHint(wanted.mean)}</span>
          </Fact>
        </Facts>
        <h3>{k.longSentences}</h3>
        <p className="muted small">{k.longHint(wanted.longest)}</p>
        <ul data-meter="long">
          {meter.long.map(({ sentence, words }) => (
            <li key={sentence}>
              {sentence} <span className="muted mono">({words})</span>
            </li>
          ))}
          {meter.long.length === 0 && <li>{k.none}</li>}
        </ul>
        <h3>{k.hard}</h3>
        <ul data-meter="hard">
          {meter.hard.map(({ word, instead }) => (
            <li key={word}>
              {word} <span className="muted">({instead ? k.instead(instead) : k.noInstead})</span>
            </li>
          ))}
          {meter.hard.length === 0 && <li>{k.none}</li>}
        </ul>
      </div>
    </Card>
  )
}

/** What the law asks of this letter; a part that is missing can be put in. */
export function PartsPanel({ view }: { view: DraftView }) {
  const { w } = useWords()
  const k = w.letters
  const left = view.parts.filter(({ said }) => !said).length
  return (
    <Card title={k.parts} id="onderdelen">
      <p>{left === 0 ? k.partsDone : k.partsLeft(left)}</p>
      <ul className="part-list">
        {view.parts.map(({ part, said }) => (
          <li key={part} data-done={said || undefined}>
            <span>
              <span className="mono" aria-hidden>
                {said ? '✓' : '·'}
              </span>{' '}
              {k.part[part]}
              <span className="sr-only">, {said ? k.says : k.lacks}</span>
            </span>
            {!said && view.mayWork && <AddPart part={part} />}
          </li>
        ))}
      </ul>
      {view.courtShown && <p className="muted">{k.court(...view.court)}</p>}
    </Card>
  )
}

/** A button carries one name and value, so the part travels in its own: see `intentOf` in the route. */
const AddPart = ({ part }: { part: DraftView['parts'][number]['part'] }) => {
  const { w } = useWords()
  return (
    <Button name="intent" value={`add:${part}`}>
      {w.letters.add}
      <span className="sr-only">: {w.letters.part[part]}</span>
    </Button>
  )
}

export function SendPanel({ view, left, errors }: { view: DraftView; left: number; errors: Errors }) {
  const { w } = useWords()
  const k = w.letters
  return (
    <Card title={k.send} id="versturen">
      {errors.versturen && <p className="error">{errors.versturen}</p>}
      {view.account ? (
        <Choices
          name="way"
          legend={k.way}
          error={errors.way}
          options={(['page', 'post'] as const).map(value => ({
            value,
            label: k.ways[value],
            hint: value === 'page' ? k.wayPageHint : undefined,
            checked: value === 'page',
          }))}
        />
      ) : (
        <p>{k.noAccount}</p>
      )}
      <input type="hidden" name="plan" value={view.plan} />
      <Button look="primary" name="intent" value="send">
        {k.sendButton}
      </Button>
      <p className="muted">
        {left > 0 && `${k.notYet(left)} `}
        {k.sendHint}
      </p>
    </Card>
  )
}

export function PreviewPanel({ view, reference }: { view: DraftView; reference: string }) {
  const { w } = useWords()
  const k = w.letters
  return (
    <Card title={k.preview} id="voorbeeld">
      {!view.named && (
        <p className="muted">
          {k.previewNameless} <a href={`/werkvoorraad/${reference}#gegevens`}>{k.previewWhy}</a>
        </p>
      )}
      {view.lost.length > 0 && (
        <Notice>
          <p>{k.lost(view.lost.join(' '))}</p>
        </Notice>
      )}
      <div className="paper">
        <LetterText blocks={view.blocks} language={view.language} />
      </div>
      {view.saved && (
        <p>
          <ButtonLink href={`/werkvoorraad/${reference}/brief.pdf`}>{k.asPdf}</ButtonLink>
        </p>
      )}
    </Card>
  )
}
