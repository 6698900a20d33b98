/** What happened to a value before: when, what, by whom; never what it was. */
import type { HistoryLine } from '../../member/correct-view.ts'
import type { AllWords } from '../../text/words.ts'
import { More } from '../panel.tsx'
import { StackedTable } from '../table.tsx'

export const History = ({ lines, w }: { lines: readonly HistoryLine[]; w: AllWords['correct'] }) => (
  <More title={w.history}>
    {lines.length === 0 ? (
      <p>{w.historyNone}</p>
    ) : (
      <>
        <p>{w.historyNote}</p>
        <StackedTable
          caption={w.history}
          columns={[w.historyColumns.when, w.historyColumns.what, w.historyColumns.by]}
          rows={lines.map((line, index) => ({
            key: `${index}`,
            cells: [line.at, w.happened[line.what], w.by[line.by]],
          }))}
        />
      </>
    )}
  </More>
)
