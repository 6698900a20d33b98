/** One record for a reviewer: left what we hold, with other people marked and a box beside each value; right what goes out. */
import { redactionReasonIds, redactionReasons } from '#domain/register.ts'
import { Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Select } from '../ui/field.tsx'
import { RecordFacts } from '../ui/member/item.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import { Value } from '../ui/value.tsx'
import type { Refused } from './review-change.ts'
import type { RecordView, Stretch, ValueView } from './review-record.ts'
import { Seen } from './stale-notice.tsx'

type Props = {
  record: RecordView
  reference: string
  category: string
  csrf: string
  seen: number
  /** Something can still be hidden or shown here. */
  open: boolean
  typed?: Refused['typed']
  errors: Readonly<Record<string, string | undefined>>
}

export function ReviewRecord(props: Props) {
  const { w } = useWords()
  const r = w.review
  const { record, reference, category } = props
  const mine = props.typed?.at === record.id ? props.typed : undefined
  return (
    <li className="review-record" id={record.id} tabIndex={-1} data-findings={record.findings || undefined}>
      <div className="review-head">
        <h3>
          {record.title} <span className="mono muted">{r.key(record.key)}</span>
          {record.at && <span className="muted"> · {record.at}</span>}
        </h3>
        <p className="review-tags">
          {record.role && <Tag>{record.role}</Tag>}
          {record.state === 'changed' && <Tag tone="late">{r.changed}</Tag>}
          {record.state === 'new' && <Tag tone="turn">{r.notSeen}</Tag>}
          {record.findings > 0 && <Tag tone="turn">{r.findings(record.findings)}</Tag>}
        </p>
      </div>
      <div className="review-panes">
        <section className="review-held" aria-label={`${r.held}: ${record.title} ${r.key(record.key)}`}>
          <p className="review-pane-title">{r.held}</p>
          <Held {...props} typed={mine} />
        </section>
        <section className="review-shown" aria-label={`${r.shown}: ${record.title} ${r.key(record.key)}`}>
          <p className="review-pane-title">{r.shown}</p>
          {record.shown ? (
            <RecordFacts item={record.shown} w={w.member.data} />
          ) : (
            <p className="review-gone">{record.refused ? r.refusedRecord : r.whole}</p>
          )}
          <p>
            <a
              href={`/werkvoorraad/${reference}/besluit?${new URLSearchParams({ deel: category, gegeven: record.name })}#besluit-nemen`}
            >
              {r.decideOne}
            </a>
          </p>
        </section>
      </div>
    </li>
  )
}

function Held(props: Props) {
  const { record, csrf, seen, open, typed, errors, category } = props
  const { w } = useWords()
  const r = w.review
  const hideable = open && record.values.some(value => value.canHide)
  const hidden = [
    ...(record.whole ? [{ ...record.whole, label: null }] : []),
    ...record.values.flatMap(({ hidden: row, label }) => (row ? [{ ...row, label }] : [])),
  ]
  const wrong = errors[`${record.id}-values`]
  const form = `${record.id}-form`
  return (
    <>
      {wrong && (
        <p className="error" id={`${record.id}-values`} tabIndex={-1}>
          {wrong}
        </p>
      )}
      <Facts tight>
        {record.values.map(value => (
          <Fact
            key={value.column}
            name={
              hideable && value.canHide ? (
                <label className="review-pick">
                  <input
                    type="checkbox"
                    name="column"
                    value={value.column}
                    form={form}
                    defaultChecked={typed?.columns.includes(value.column)}
                    aria-label={r.hide(value.label)}
                  />
                  <span aria-hidden="true">{value.label}</span>
                </label>
              ) : (
                value.label
              )
            }
          >
            <HeldValue value={value} />
          </Fact>
        ))}
        {record.files.length > 0 && (
          <Fact name={w.member.data.files}>
            {record.files.map(name => (
              <div key={name}>
                <Value>{name}</Value>
              </div>
            ))}
          </Fact>
        )}
      </Facts>
      {hideable && (
        <Form csrf={csrf} id={form} className="review-hide" label={`${r.reason}: ${record.title} ${r.key(record.key)}`}>
          <input type="hidden" name="intent" value="hide" />
          <Seen seen={seen} />
          <input type="hidden" name="at" value={record.id} />
          <input type="hidden" name="category" value={category} />
          <input type="hidden" name="source" value={record.source} />
          <input type="hidden" name="table" value={record.table} />
          <input type="hidden" name="key" value={record.key} />
          <div className={errors[`${record.id}-reason`] ? 'field field-wrong' : 'field'}>
            {errors[`${record.id}-reason`] && <span className="error">{errors[`${record.id}-reason`]}</span>}
            <Select
              id={`${record.id}-reason`}
              name="reason"
              label={r.reason}
              value={typed?.reason}
              options={[
                { value: '', label: r.reasonNone },
                ...redactionReasonIds.map(id => ({
                  value: id,
                  label: `${r.becauseOf(r.reasons[id], redactionReasons[id].article)}${redactionReasons[id].second ? `, ${r.second}` : ''}`,
                })),
              ]}
            />
          </div>
          <div className="row">
            <Button>{r.hideChosen}</Button>
            <Button name="whole" value="1">
              {r.hideWhole}
            </Button>
          </div>
        </Form>
      )}
      {open && hidden.length > 0 && (
        <Form csrf={csrf} className="row" label={`${r.showWhole}: ${record.title} ${r.key(record.key)}`}>
          <input type="hidden" name="intent" value="show" />
          <Seen seen={seen} />
          <input type="hidden" name="at" value={record.id} />
          {hidden.map(each => (
            <Button key={each.id} name="id" value={each.id}>
              {each.label === null ? r.showWhole : r.show(each.label)}
            </Button>
          ))}
        </Form>
      )}
    </>
  )
}

function HeldValue({ value }: { value: ValueView }) {
  const { w } = useWords()
  const r = w.review
  return (
    <>
      {value.empty ? (
        <span className="muted">{value.stretches[0]?.text}</span>
      ) : (
        <Value mono={value.mono}>
          {value.stretches.map((each, index) => (
            <Marked key={index} stretch={each} />
          ))}
        </Value>
      )}
      {value.automatic && !value.empty && <span className="basis muted small">{r.automatic}</span>}
      {value.hidden && (
        <span className="basis">
          <Tag tone="late">{value.hidden.because}</Tag>
        </span>
      )}
    </>
  )
}

const Marked = ({ stretch }: { stretch: Stretch }) => {
  const { w } = useWords()
  return stretch.other ? (
    <mark className="other">
      {stretch.text}
      <span className="sr-only"> ({w.review.finding})</span>
    </mark>
  ) : (
    stretch.text
  )
}
