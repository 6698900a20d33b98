/** Besluit: what holds now with its history, how long a refusal is in time, and the form to decide. */
import { longestReason } from '#domain/request-note.ts'
import { longDay, moment, plainDay } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, type Errors, Field, Select } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { Typed } from './decision-change.ts'
import type { DecisionPageView, DecisionView } from './decision-view.ts'
import { Seen } from './stale-notice.tsx'

const tones: Readonly<Record<DecisionView['outcome'], Tone>> = {
  give: 'done',
  part: 'turn',
  refuse: 'late',
  notHeld: 'plain',
  cannotIdentify: 'late',
}

/** Refusing has a month of its own, whatever was extended (12(4), TIME-10). */
export function RefuseLimit({ view }: { view: DecisionPageView }) {
  const { w, language } = useWords()
  const d = w.review.decision
  if (!view.refuse || view.shut) return null
  const day = longDay(view.refuse.day, language)
  return view.refuse.late ? (
    <Notice tone="error" title={d.tooLate(day)}>
      <p>{d.tooLateText}</p>
    </Notice>
  ) : (
    <p className="muted">{d.warnUntil(day)}</p>
  )
}

export function DecisionsPanel({ view }: { view: DecisionPageView }) {
  const { w } = useWords()
  const d = w.review.decision
  return (
    <Card title={d.now} id="besluiten">
      {view.decisions.length === 0 ? <p>{d.none}</p> : <Lines lines={view.decisions} view={view} caption={d.now} />}
      {view.uncovered.length > 0 && (
        <p className="error">{d.uncovered(view.uncovered.map(id => view.labels[id] ?? id).join(', '))}</p>
      )}
      {view.history.length > 0 && (
        <More title={d.history}>
          <Lines lines={view.history} view={view} caption={d.history} />
        </More>
      )}
    </Card>
  )
}

export function Lines({
  lines,
  view,
  caption,
}: {
  lines: readonly DecisionView[]
  view: Pick<DecisionPageView, 'labels'>
  caption: string
}) {
  const { w, language } = useWords()
  const d = w.review.decision
  const partOf = ({ category, item }: DecisionView['part']) =>
    category === null
      ? d.wholeRequest
      : item === null
        ? (view.labels[category] ?? category)
        : d.one(view.labels[category] ?? category, item)
  return (
    <StackedTable
      caption={caption}
      columns={[d.columns.part, d.columns.outcome, d.columns.why, d.columns.by]}
      rows={lines.map(line => ({
        key: line.id,
        cells: [
          partOf(line.part),
          <Tag key="outcome" tone={tones[line.outcome]}>
            {d.outcomes[line.outcome]}
          </Tag>,
          <span key="why">
            {line.ground && (
              <span className="basis">{d.groundOption(d.grounds[line.ground.id], line.ground.article, false)}</span>
            )}
            <span className="preserve">{line.reason || '–'}</span>
            {line.wouldChange && <span className="basis preserve muted">{d.wouldChange(line.wouldChange)}</span>}
            {line.until && <span className="basis muted">{d.until(plainDay(line.until, language))}</span>}
          </span>,
          <span key="by">
            {line.by}
            <span className="basis muted small">{moment(line.at, language)}</span>
            {line.replacedAt && (
              <span className="basis muted small">{d.replaced(moment(line.replacedAt, language))}</span>
            )}
          </span>,
        ],
      }))}
    />
  )
}

type FormProps = { view: DecisionPageView; csrf: string; seen: number; errors: Errors; typed: Typed }

export function DecideForm({ view, csrf, seen, errors, typed }: FormProps) {
  const { w, language } = useWords()
  const d = w.review.decision
  if (!view.mayWork) return null
  if (view.shut) return <Notice tone="info">{<p>{d.shut[view.shut]}</p>}</Notice>
  return (
    <Card title={d.form} id="besluit-nemen">
      {view.earlier && (
        <p className="muted">
          {d.earlier(view.earlier.count, moment(view.earlier.last, language))} {d.earlierHint}
        </p>
      )}
      <Form csrf={csrf}>
        <input type="hidden" name="intent" value="decide" />
        <Seen seen={seen} />
        {view.part.category !== null && view.part.item !== null ? (
          <>
            <input type="hidden" name="part" value={view.part.category} />
            <input type="hidden" name="item" value={view.part.item} />
            <p>
              {d.part} <strong>{d.one(view.labels[view.part.category] ?? '', view.part.item)}</strong>
            </p>
          </>
        ) : (
          <div className="field">
            <Select
              name="part"
              label={d.part}
              value={typed.part ?? view.part.category ?? ''}
              options={[
                { value: '', label: d.wholeRequest },
                ...view.categories.map(each => ({ value: each.id, label: each.label })),
              ]}
            />
          </div>
        )}
        <Choices
          name="outcome"
          legend={d.outcome}
          error={errors.outcome}
          options={view.outcomes.map(each => ({
            value: each,
            label: d.outcomes[each],
            hint: d.outcomeHints[each],
            checked: typed.outcome === each,
          }))}
        />
        {view.grounds.length > 0 && (
          <>
            <div className={errors.ground ? 'field field-wrong' : 'field'}>
              <Select
                name="ground"
                label={d.ground}
                value={typed.ground}
                options={[
                  { value: '', label: d.groundNone },
                  ...view.grounds.map(({ id, article, second }) => ({
                    value: id,
                    label: d.groundOption(d.grounds[id], article, second),
                  })),
                ]}
              />
              <span className="hint">{d.groundHint}</span>
              {errors.ground && (
                <span className="error" id="ground-error">
                  {errors.ground}
                </span>
              )}
            </div>
            <Field
              name="until"
              label={d.untilLabel}
              hint={d.untilHint}
              type="date"
              size="day"
              value={typed.until}
              error={errors.until}
            />
          </>
        )}
        <Field
          name="reason"
          label={d.reason}
          hint={d.reasonHint}
          rows={4}
          value={typed.reason}
          error={errors.reason}
          maxLength={longestReason * 2}
        />
        <Field
          name="wouldChange"
          label={d.change}
          hint={d.changeHint}
          rows={2}
          value={typed.wouldChange}
          error={errors.wouldChange}
          maxLength={longestReason * 2}
        />
        <Button look="primary">{d.save}</Button>
      </Form>
    </Card>
  )
}
