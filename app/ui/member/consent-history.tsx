/** Every earlier choice, made here or in the organisation's own app. */
import type { ConsentPage } from '../../choice/page.ts'
import type { AllWords } from '../../text/words.ts'
import { More } from '../panel.tsx'
import { StackedTable } from '../table.tsx'

type Words = AllWords['choices']

export const ConsentHistory = ({ history, w }: { history: ConsentPage['history']; w: Words }) =>
  history.length === 0 ? (
    <p>{w.noHistory}</p>
  ) : (
    <More title={w.history(history.length)}>
      <StackedTable
        caption={w.historyTitle}
        columns={[w.columns.when, w.columns.what, w.columns.answer, w.columns.where]}
        rows={history.map(each => ({
          key: each.id,
          cells: [each.when, each.what, each.given ? w.yes : w.no, each.here ? w.here : w.elsewhere],
        }))}
      />
    </More>
  )
