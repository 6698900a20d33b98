/** The story of a request, newest first, narrowed when asked; and the team's own notes, which stay here. */
import { longestNote } from '#domain/request-note.ts'
import { moment } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Steps } from '../ui/steps.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { timelineFilters } from './timeline.ts'

export function TimelinePanel({ view }: Pick<PanelProps, 'view'>) {
  const { w, language } = useWords()
  const r = w.staff.request
  const k = w.workbench.timeline
  const proof = (seq: number | null, hash: string) => (seq === null ? '' : ` · ${r.proof(seq, hash)}`)
  return (
    <Card title={r.timeline} id="tijdlijn">
      <nav aria-label={k.filter}>
        <ul className="filters">
          {timelineFilters.map(each => (
            <li key={each}>
              <a
                href={each === 'all' ? `/werkvoorraad/${view.reference}#tijdlijn` : `?tijdlijn=${each}#tijdlijn`}
                aria-current={each === view.filter ? 'true' : undefined}
              >
                {k.filters[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {view.timeline.length === 0 && <p>{k.none}</p>}
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
                    {moment(each.at, language)} · {each.by ?? w.workbench.stale.who[each.actor]}
                    {proof(each.seq, each.hash)}
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
                    <span className="preserve note-text team-note">{each.text}</span>
                    <span className="mono">
                      {moment(each.at, language)}
                      {proof(each.seq, each.hash)}
                    </span>
                  </>
                ),
              },
        )}
      />
    </Card>
  )
}

export function NotePanel({ csrf, errors, typed }: Pick<PanelProps, 'csrf' | 'errors' | 'typed'>) {
  const { w } = useWords()
  const r = w.staff.request
  return (
    <Card title={r.notes} id="notities" tag={<Tag>{r.teamOnly}</Tag>}>
      <Form csrf={csrf}>
        <input type="hidden" name="intent" value="note" />
        <Field
          name="text"
          label={r.noteLabel}
          hint={r.noteHint}
          value={typed.text}
          error={errors.text}
          rows={3}
          maxLength={longestNote * 2}
        />
        <Button>{r.noteAdd}</Button>
      </Form>
    </Card>
  )
}
