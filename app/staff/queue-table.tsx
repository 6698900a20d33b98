/** The queue itself: a row says what is needed now, not a status. */
import { DayRuler } from '../ui/day-ruler.tsx'
import { rulerName } from '../ui/ruler-name.ts'
import { StackedTable } from '../ui/table.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import { shortDay } from '../text/dates.ts'
import { addressOf, queuePath } from './queue-address.ts'
import type { QueuePageView } from './queue-tools.tsx'
import type { QueueLine } from './queue-view.ts'

const tones: Readonly<Record<QueueLine['tone'], Tone>> = { calm: 'plain', soon: 'turn', late: 'late' }

/** Name of the form that acts on what is picked (`queue-picked.tsx`). */
export const pickedForm = 'gekozen'

export function QueueTable({ view }: { view: QueuePageView }) {
  const { w } = useWords()
  const { queue: q } = w
  const { lines, mayWork } = view
  if (lines.length === 0) return <p className="card">{view.words > 0 ? q.emptySearch : q.empty}</p>
  const { pick, ...columns } = q.columns
  const pickAll = { name: pick, content: <span data-pick-all={q.pickAll}>{pick}</span> }
  return (
    <>
      <div className="queue-list" data-queue="">
        <StackedTable
          framed
          caption={q.caption}
          columns={[...(mayWork ? [pickAll] : []), ...Object.values(columns)]}
          names={mayWork ? 3 : 2}
          rows={lines.map(line => ({
            key: line.reference,
            cells: [...(mayWork ? [<Pick key="pick" reference={line.reference} />] : []), ...cellsOf(line)],
          }))}
        />
      </div>
      {(view.previous || view.next) && (
        <nav className="pager" aria-label={q.pages}>
          {view.previous && (
            <a href={view.previous} rel="prev">
              {w.common.previous}
            </a>
          )}
          {view.next && (
            <a href={view.next} rel="next">
              {w.common.next}
            </a>
          )}
        </nav>
      )}
    </>
  )

  function cellsOf(line: QueuePageView['lines'][number]) {
    return [
      <Term key="term" line={line} today={view.today} />,
      <Tag key="left" tone={tones[line.tone]}>
        {leftWords(line)}
      </Tag>,
      <a key="reference" className="mono" href={`${queuePath}/${line.reference}`}>
        {line.reference}
      </a>,
      w.staff.right[line.right],
      <span key="who" className={line.who ? undefined : 'muted'}>
        {line.who ?? q.masked}
      </span>,
      <span key="need">
        {line.closed ? q.closed : w.staff.need[line.need]}
        <Labels labels={line.labels} />
      </span>,
      <span key="owner" className={line.owner ? undefined : 'muted'}>
        {line.owner?.me ? q.me : (line.owner?.name ?? q.nobody)}
      </span>,
    ]
  }

  function leftWords({ left, closed }: QueueLine): string {
    const { days, today, late, answered } = w.staff.left
    if (left === null) return closed ? q.closed : answered
    return left === 0 ? today : left < 0 ? late(-left) : days(left)
  }
}

function Pick({ reference }: { reference: string }) {
  const { pick } = useWords().w.queue
  return <input type="checkbox" name="kies" value={reference} form={pickedForm} aria-label={pick(reference)} />
}

function Term({ line, today }: { line: QueueLine; today: QueuePageView['today'] }) {
  const { language } = useWords()
  return (
    <span className="queue-term">
      <DayRuler mini {...line.term} tone={line.tone} name={rulerName(line.term, line.answerBy, line.left, language)} />
      <span className="mono">{shortDay(line.answerBy, language, today)}</span>
    </span>
  )
}

/** Each leads to the list of everything open with it. */
export const Labels = ({ labels }: { labels: readonly string[] }) =>
  labels.length === 0 ? null : (
    <span className="labels">
      {labels.map(label => (
        <a
          key={label}
          className="tag label-tag"
          href={addressOf({ terms: [{ key: 'label', label }], references: [], words: [] })}
        >
          {label}
        </a>
      ))}
    </span>
  )
