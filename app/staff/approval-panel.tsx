/** The second pair of eyes on the page Besluit: ask, see exactly what a yes is a yes to, and answer. */
import { longestApprovalNote } from '#domain/request-note.ts'
import { moment } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { type Errors, Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { ApprovalView } from './approval-view.ts'
import type { Typed } from './decision-change.ts'
import { Lines } from './decision-panels.tsx'
import type { DecisionPageView } from './decision-view.ts'

type Props = {
  view: DecisionPageView
  approval: ApprovalView
  reference: string
  csrf: string
  errors: Errors
  typed: Typed
}

export function ApprovalPanel({ view, approval, reference, csrf, errors, typed }: Props) {
  const { w } = useWords()
  const a = w.review.approval
  const [newest, ...older] = approval.asked
  const wrong = errors.akkoord
  return (
    <Card title={a.title} id="akkoord">
      <p>{a.needed}</p>
      {wrong && <p className="error">{wrong}</p>}
      {newest && <Asked one={newest} />}
      {!approval.ready && <p className="muted">{a.notReady}</p>}
      {approval.mayAsk && (
        <Form csrf={csrf}>
          <input type="hidden" name="intent" value="ask" />
          <Button name="plan" value={approval.plan}>
            {a.ask}
          </Button>
        </Form>
      )}
      {approval.tooNear && <p className="muted">{a.notYou}</p>}
      {approval.mayAnswer ? (
        <>
          <h3>{a.exactly}</h3>
          <Plan view={view} approval={approval} reference={reference} heading="h4" />
          <Form csrf={csrf}>
            <input type="hidden" name="intent" value="answer" />
            <input type="hidden" name="plan" value={approval.plan} />
            <Field
              name="note"
              label={a.note}
              hint={a.noteHint}
              rows={3}
              value={typed.note}
              error={errors.note}
              maxLength={longestApprovalNote * 2}
            />
            <div className="row">
              <Button look="primary" name="say" value="yes">
                {a.yes}
              </Button>
              <Button name="say" value="no">
                {a.no}
              </Button>
            </div>
          </Form>
        </>
      ) : (
        <More title={a.exactly}>
          <Plan view={view} approval={approval} reference={reference} heading="h3" />
        </More>
      )}
      {older.length > 0 && (
        <More title={a.earlier}>
          {older.map(each => (
            <Asked key={each.id} one={each} />
          ))}
        </More>
      )}
    </Card>
  )
}

function Asked({ one }: { one: ApprovalView['asked'][number] }) {
  const { w, language } = useWords()
  const a = w.review.approval
  return (
    <p>
      {a.asked(one.asker, moment(one.askedAt, language))}{' '}
      {one.decidedAt && (
        <Tag tone={one.approved && one.valid ? 'done' : one.approved ? 'plain' : 'late'}>
          {(one.approved ? a.approved : a.denied)(one.decider, moment(one.decidedAt, language))}
        </Tag>
      )}{' '}
      {!one.valid && <strong>{one.approved ? a.void : a.voidAsked}</strong>}
      {one.note && <span className="basis preserve">{one.note}</span>}
    </p>
  )
}

/** The decisions, what is hidden, and the letter: all that the hash is of. */
function Plan({
  view,
  approval,
  reference,
  heading: Heading,
}: Pick<Props, 'view' | 'approval' | 'reference'> & { heading: 'h3' | 'h4' }) {
  const { w } = useWords()
  const r = w.review
  const a = r.approval
  return (
    <>
      <Heading>{a.decisions}</Heading>
      <Lines lines={view.decisions} view={view} caption={a.decisions} />
      <Heading>{a.hidden}</Heading>
      {approval.hidden.length === 0 ? (
        <p>{a.hiddenNone}</p>
      ) : (
        <>
          <StackedTable
            caption={a.hidden}
            columns={[a.hiddenColumns.what, a.hiddenColumns.reason, a.hiddenColumns.by]}
            rows={approval.hidden.map(each => ({
              key: each.id,
              cells: [
                `${each.what}: ${each.column ?? a.wholeRecord}`,
                r.becauseOf(r.reasons[each.reason], each.article),
                each.by,
              ],
            }))}
          />
          <p>
            <a href={`/werkvoorraad/${reference}/controle`}>{a.seeData}</a>
          </p>
        </>
      )}
      <Heading>{a.letter}</Heading>
      <div className="plan-letter">{approval.letter}</div>
      <p className="muted mono small hash">{a.hash(approval.plan)}</p>
    </>
  )
}
