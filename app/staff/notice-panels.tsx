/** The list of notices to recipients, and one of them with its tries and what can be done. */
import type { SerializeFrom } from '@remix-run/node'
import { settlements } from '#domain/notice.ts'
import { number, recently } from '../text/dates.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, Field } from '../ui/field.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { noticesView } from './notice-view.ts'

type View = NonNullable<SerializeFrom<typeof noticesView>>
type Line = View['lines'][number] | NonNullable<View['open']>

const State = ({ line, now }: { line: Line; now: View['now'] }) => {
  const { w, language } = useWords()
  const s = w.told.staff
  const settled = line.state !== 'pending' && line.state !== 'sent'
  return (
    <>
      <Tag tone={settled ? 'done' : line.failed ? 'late' : line.state === 'pending' ? 'turn' : 'busy'}>
        {s.state[line.state]}
      </Tag>{' '}
      {line.state === 'pending' && line.failed && s.failed}{' '}
      {line.state === 'pending' && line.dueAt && (
        <span className="muted">{s.next(recently(line.dueAt, now, language))}</span>
      )}
      {line.trouble && <span className="mono muted"> {line.trouble}</span>}
    </>
  )
}

export function NoticeTable({ view }: { view: View }) {
  const { w, language } = useWords()
  const s = w.told.staff
  const c = s.columns
  if (view.lines.length === 0) return <p className="card">{s.empty[view.list]}</p>
  return (
    <StackedTable
      framed
      caption={s.lists[view.list]}
      columns={[c.who, c.cause, c.request, c.since, c.state, c.act]}
      rows={view.lines.map(line => ({
        key: line.id,
        current: line.id === view.open?.id,
        cells: [
          <span key="who">
            {line.recipient} <span className="muted small">{s.way[line.way]}</span>
          </span>,
          s.cause[line.cause],
          line.reference ? (
            <a key="request" className="mono" href={`/werkvoorraad/${line.reference}`}>
              {line.reference}
            </a>
          ) : (
            <span key="request" className="muted">
              {s.noRequest}
            </span>
          ),
          recently(line.since, view.now, language),
          <State key="state" line={line} now={view.now} />,
          <a key="act" href={line.href}>
            {s.open}
            <span className="sr-only"> ({s.which(line.recipient)})</span>
          </a>,
        ],
      }))}
    />
  )
}

type Given = {
  view: View
  csrf: string
  errors: Readonly<Record<string, string | undefined>>
  typed: string
  person: { name: string; number: string } | null | undefined
}

export function OneNotice({ view, csrf, errors, typed, person }: Given) {
  const { w, language } = useWords()
  const s = w.told.staff
  const one = view.open
  if (!one) return null
  const hidden = <input type="hidden" name="notice" value={one.id} />
  const open = one.state === 'pending' || one.state === 'sent'
  return (
    <Card id="notice" title={s.one(one.recipient)} tag={<State line={one} now={view.now} />}>
      <Facts>
        <Fact name={s.columns.cause}>
          {s.cause[one.cause]} {one.categories.map(each => each[language]).join(', ')}
        </Fact>
        <Fact name={s.columns.since}>{recently(one.since, view.now, language)}</Fact>
        {one.reason && <Fact name={s.settledBy}>{one.reason}</Fact>}
        {person && <Fact name={s.name}>{person.name}</Fact>}
        {person && <Fact name={s.number}>{person.number}</Fact>}
      </Facts>
      {person === null && <p>{s.gone}</p>}
      {view.seesPerson && person === undefined && (
        <Form csrf={csrf} action={one.here}>
          {hidden}
          <Button name="intent" value="show">
            {s.show}
          </Button>
          <p className="muted">{s.personHint}</p>
        </Form>
      )}
      <h3>{s.tries}</h3>
      {one.tries.length === 0 ? (
        <p>{s.triesNone}</p>
      ) : (
        <StackedTable
          caption={s.tries}
          columns={[s.tryColumns.at, s.tryColumns.what, s.tryColumns.took]}
          rows={one.tries.map(each => ({
            key: each.id,
            cells: [
              recently(each.at, view.now, language),
              each.trouble ? (
                <span key="what" className="mono">
                  {each.trouble}
                </span>
              ) : (
                s.delivered
              ),
              { content: s.took(number(each.milliseconds, language)), number: true },
            ],
          }))}
        />
      )}
      {one.again && (
        <Form csrf={csrf} action={one.here}>
          {hidden}
          <Button name="intent" value="again">
            {s.again}
          </Button>
        </Form>
      )}
      {open && (
        <Form csrf={csrf} action={one.here}>
          {hidden}
          <Choices
            name="as"
            legend={s.as}
            error={errors.as}
            options={settlements
              .filter(each => one.state === 'pending' || each === 'acknowledged')
              .map(value => ({ value, label: s.settlements[value] }))}
          />
          <Field name="why" label={s.why} hint={s.whyHint} error={errors.why} value={typed} maxLength={500} rows={3} />
          <Button look="primary" name="intent" value="settle">
            {s.save}
          </Button>
        </Form>
      )}
      <p>
        <a href={view.back}>{s.back}</a>
      </p>
    </Card>
  )
}
