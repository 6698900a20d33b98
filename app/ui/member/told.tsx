/** Who was told that something changed, and how that stands. */
import type { ToldView } from '../../member/told-view.ts'
import type { AllWords } from '../../text/words.ts'
import { StackedTable } from '../table.tsx'
import { Value } from '../value.tsx'

export const ToldRecipients = ({ told, w }: { told: readonly ToldView[]; w: AllWords['told']['member'] }) => (
  <section id="told" aria-labelledby="told-title">
    <h2 id="told-title">{w.title}</h2>
    <p>{told.length > 0 ? w.lead : w.none}</p>
    {told.length > 0 && (
      <StackedTable
        framed
        caption={w.title}
        columns={[w.columns.who, w.columns.cause, w.columns.state]}
        rows={told.map(each => ({
          key: each.id,
          cells: [
            <Value key="who">{each.who}</Value>,
            each.cause,
            <span key="state">
              {each.state} {each.reason && <span className="muted small">{each.reason}</span>}
            </span>,
          ],
        }))}
      />
    )}
  </section>
)
