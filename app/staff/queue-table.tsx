/** The queue itself: a row says what is needed now, not a status. */
import type { Day } from '#domain/day.ts'
import { shortDay } from '../text/dates.ts'
import { DayRuler } from '../ui/day-ruler.tsx'
import { useWords } from '../ui/use-words.ts'
import { StackedTable } from '../ui/table.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import type { QueueLine } from './queue-view.ts'
import { rulerName } from '../ui/ruler-name.ts'

const tones: Readonly<Record<QueueLine['tone'], Tone>> = { calm: 'plain', soon: 'turn', late: 'late' }

export function QueueTable({
  lines,
  today,
  previous,
  next,
}: {
  lines: readonly QueueLine[]
  today: Day
  previous: string | null
  next: string | null
}) {
  const { w, language } = useWords()
  const q = w.staff.queue
  if (lines.length === 0) return <p className="card">{q.emptyText}</p>
  return (
    <>
      <div className="queue-list">
        <StackedTable
          framed
          caption={q.caption}
          columns={Object.values(q.columns)}
          rows={lines.map(line => ({
            key: line.reference,
            cells: [
              <span className="queue-term" key="term">
                <DayRuler
                  mini
                  {...line.term}
                  tone={line.tone}
                  name={rulerName(line.term, line.answerBy, line.left, language)}
                />
                <span className="mono">{shortDay(line.answerBy, language, today)}</span>
              </span>,
              <Tag key="left" tone={tones[line.tone]}>
                {leftWords(w.staff.left, line.left)}
              </Tag>,
              <a key="reference" className="mono" href={`/werkvoorraad/${line.reference}`}>
                {line.reference}
              </a>,
              w.staff.right[line.right],
              <span key="who" className={line.who ? undefined : 'muted'}>
                {line.who ?? q.masked}
              </span>,
              w.staff.need[line.need],
              <span key="owner" className={line.owner ? undefined : 'muted'}>
                {line.owner?.me ? q.me : (line.owner?.name ?? q.nobody)}
              </span>,
            ],
          }))}
        />
      </div>
      {(previous || next) && (
        <nav className="pager" aria-label={q.pages}>
          {previous && (
            <a href={previous} rel="prev">
              {w.common.previous}
            </a>
          )}
          {next && (
            <a href={next} rel="next">
              {w.common.next}
            </a>
          )}
        </nav>
      )}
    </>
  )
}

const leftWords = (
  w: { days: (count: number) => string; today: string; late: (count: number) => string; answered: string },
  left: number | null,
): string => (left === null ? w.answered : left === 0 ? w.today : left < 0 ? w.late(-left) : w.days(left))
