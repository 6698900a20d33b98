/** To whom data were really given: by name, with day, what and why. */
import type { DisclosureView } from '../../member/disclosures.ts'
import type { AllWords } from '../../text/words.ts'
import { StackedTable } from '../table.tsx'
import { Value } from '../value.tsx'

export const Given = ({ given, w }: { given: readonly DisclosureView[]; w: AllWords['member']['data'] }) =>
  given.length === 0 ? (
    <p>{w.givenNone}</p>
  ) : (
    <StackedTable
      caption={w.givenTitle}
      columns={[w.givenColumns.day, w.givenColumns.who, w.givenColumns.what, w.givenColumns.why]}
      rows={given.map(each => ({
        key: each.id,
        cells: [
          each.day,
          <span key="who">
            <Value>{each.recipient}</Value>
            {each.country && <span className="muted small"> ({each.country})</span>}
            {each.safeguard && <span className="basis muted small">{each.safeguard}</span>}
          </span>,
          <Value key="what">{each.what}</Value>,
          <Value key="why">{each.why}</Value>,
        ],
      }))}
    />
  )
