/** The main column of a request: what to do now, what was searched, the story, and the team's notes. */
import { longestNote } from '#domain/request-note.ts'
import { moment, number } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Steps } from '../ui/steps.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { RequestView, SourceOutcome } from './request-view.ts'

const tones: Readonly<Record<SourceOutcome, Tone>> = {
  waiting: 'plain',
  busy: 'busy',
  complete: 'done',
  nothing: 'plain',
  review: 'turn',
  refused: 'plain',
  failed: 'late',
}

/** What is needed now, with the way to do it. */
export function ReviewPanel({ view, csrf, error }: { view: RequestView; csrf: string; error?: string }) {
  const { w, language } = useWords()
  const r = w.staff.request
  if (view.reviews.length === 0) return null
  return (
    <Notice tone={view.reviews.every(each => each.released) ? 'done' : 'turn'} title={r.review}>
      <p>{r.reviewIntro}</p>
      {error && (
        <p className="error" id="release-error">
          {error}
        </p>
      )}
      <ul className="plain-list">
        {view.reviews.map(each => (
          <li key={each.category}>
            <p>
              <strong>{each.label}</strong>. {r.reviewFound(each.found)}.
            </p>
            {each.released ? (
              <p className="muted">{r.releasedBy(each.released.name, moment(each.released.at, language))}</p>
            ) : (
              <div className="row">
                {view.person && <a href={`?deel=${each.category}#deel`}>{r.reviewOpen(each.label)}</a>}
                {!view.person && view.maySeeData && <a href="#gegevens">{r.openFirst}</a>}
                {view.mayWork && each.seen && (
                  <Form csrf={csrf} label={r.release}>
                    <input type="hidden" name="intent" value="release" />
                    <Button look="primary" name="category" value={each.category}>
                      {r.release}
                    </Button>
                  </Form>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <p className="muted">{r.releaseHint}</p>
    </Notice>
  )
}

export function SourcesPanel({ view }: { view: RequestView }) {
  const { w, language } = useWords()
  const r = w.staff.request
  return (
    <Card title={r.sources} id="bronnen">
      {view.sources.length === 0 ? (
        <p>{r.sourcesNone}</p>
      ) : (
        view.sources.map(({ id, label, lines }) => (
          <section className="source" key={id} aria-labelledby={`bron-${id}`}>
            <h3 id={`bron-${id}`}>{label ?? r.portal}</h3>
            <StackedTable
              caption={r.sourceCaption(label ?? r.portal)}
              columns={Object.values(r.sourceColumns)}
              rows={lines.map(line => ({
                key: line.key,
                cells: [
                  line.category,
                  { content: number(line.found, language), number: true },
                  line.at ? moment(line.at, language) : '–',
                  <Tag key="outcome" tone={tones[line.outcome]}>
                    {r.outcome[line.outcome]}
                  </Tag>,
                ],
              }))}
            />
          </section>
        ))
      )}
    </Card>
  )
}

export function TimelinePanel({ view }: { view: RequestView }) {
  const { w, language } = useWords()
  const r = w.staff.request
  return (
    <Card title={r.timeline} id="tijdlijn">
      <Steps
        words={w.requests.stepState}
        steps={view.timeline.map(each =>
          each.kind === 'event'
            ? {
                key: each.key,
                state: 'done',
                title: each.times > 1 ? `${w.log[each.event]} ${r.times(each.times)}` : w.log[each.event],
                note: (
                  <span className="mono">
                    {moment(each.at, language)} · {r.proof(each.seq, each.hash)}
                  </span>
                ),
              }
            : {
                key: each.key,
                state: 'done',
                title: r.noteBy(each.name),
                tag: <Tag>{r.teamOnly}</Tag>,
                note: (
                  <>
                    <span className="preserve note-text">{each.text}</span>
                    <span className="mono">{moment(each.at, language)}</span>
                  </>
                ),
              },
        )}
      />
    </Card>
  )
}

export function NotePanel({ csrf, typed, error }: { csrf: string; typed?: string; error?: string }) {
  const { w } = useWords()
  const r = w.staff.request
  return (
    <Card title={r.notes} id="notities">
      <Form csrf={csrf}>
        <input type="hidden" name="intent" value="note" />
        <Field
          name="text"
          label={r.noteLabel}
          hint={r.noteHint}
          value={typed}
          error={error}
          rows={3}
          maxLength={longestNote * 2}
        />
        <Button>{r.noteAdd}</Button>
      </Form>
    </Card>
  )
}
