/** Entries of the log in plain sentences, newest first, with ways to the pages before and after. */
import type { SerializeFrom } from '@remix-run/node'
import { moment } from '../text/dates.ts'
import { StackedTable } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { logView } from './log-view.ts'

export type LogPageView = SerializeFrom<typeof logView>
type Line = LogPageView['lines'][number]

export function LogTable({ view }: { view: LogPageView }) {
  const { w, language } = useWords()
  const l = w.logbook
  if (view.wrong) return null
  return (
    <>
      {view.lines.length === 0 && !view.lookedUntil && <p className="card">{l.empty}</p>}
      {view.lines.length > 0 && (
        <StackedTable
          framed
          caption={l.caption}
          columns={Object.values(l.columns)}
          rows={view.lines.map(line => ({
            key: line.name,
            current: line.type === 'data.manyOpened',
            cells: cellsOf(line),
          }))}
        />
      )}
      {view.lookedUntil && <p className="muted">{l.lookedUntil(moment(view.lookedUntil, language))}</p>}
      {(view.previous || view.next) && (
        <nav className="pager" aria-label={l.pages}>
          {view.first && (
            <a href={view.first} rel="first">
              {l.newest}
            </a>
          )}
          {view.previous && (
            <a href={view.previous} rel="prev">
              {l.newer}
            </a>
          )}
          {view.next && (
            <a href={view.next} rel="next">
              {view.lookedUntil ? l.lookOn : l.older}
            </a>
          )}
        </nav>
      )}
    </>
  )

  function cellsOf(line: Line) {
    return [
      <a key="number" className="mono" href={`/logboek/${line.name}`}>
        {line.name}
      </a>,
      <span key="at">{moment(line.at, language)}</span>,
      <span key="what">
        {w.log[line.type]} {line.type === 'data.manyOpened' && <Tag tone="late">{l.alarmTag}</Tag>}
      </span>,
      <Who key="who" line={line} />,
      line.reference ? (
        <a key="request" className="mono" href={`/werkvoorraad/${line.reference}`}>
          {line.reference}
        </a>
      ) : (
        <span key="request" className="muted">
          {l.noRequest}
        </span>
      ),
      <span key="hash" className="mono muted">
        {line.shortHash}
      </span>,
    ]
  }
}

/** Who did it: a colleague by name, a member by kind only. */
export function Who({ line }: { line: Pick<Line, 'actor' | 'who'> }) {
  const l = useWords().w.logbook
  if (line.actor === 'staff' && line.who) return <>{line.who}</>
  return (
    <>
      {l.actor[line.actor]}
      {line.who && <span className="muted"> ({l.machine(line.who)})</span>}
    </>
  )
}
