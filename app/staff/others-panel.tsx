/** "Andere verzoeken van deze persoon": each with its day and where it stands, whether this one repeats, and its letter. */
import { plainDay } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { StackedTable } from '../ui/table.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'

export function OthersPanel({ view: { others, right, maySeeData } }: Pick<PanelProps, 'view'>) {
  const { w, language } = useWords()
  const k = w.workbench.others
  if (others.list.length === 0 && !others.letter) return null
  return (
    <Card title={k.title} id="andere">
      {others.letter && (
        <p>{maySeeData ? <a href={`/werkvoorraad/bericht/${others.letter}`}>{k.letter}</a> : k.fromLetter}</p>
      )}
      {others.list.length === 0 && <p>{k.none}</p>}
      {others.nth > 1 && (
        <p>
          <strong>{k.nth(others.nth, w.staff.right[right])}</strong> {k.law}
        </p>
      )}
      {others.list.length > 0 && (
        <StackedTable
          caption={k.caption}
          columns={Object.values(k.columns)}
          rows={others.list.map(each => ({
            key: each.reference,
            cells: [
              <a key="reference" className="mono" href={`/werkvoorraad/${each.reference}`}>
                {each.reference}
              </a>,
              w.staff.right[each.right],
              plainDay(each.received, language),
              each.over ? k.over : w.staff.need[each.need],
            ],
          }))}
        />
      )}
      {others.more > 0 && <p className="muted">{k.more(others.more)}</p>}
    </Card>
  )
}
