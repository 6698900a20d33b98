/** Who looked, when, at what and why. */
import type { LookView } from '../../member/looks.ts'
import type { AllWords } from '../../text/words.ts'
import { StackedTable } from '../table.tsx'
import { Value } from '../value.tsx'

export const LooksTable = ({ looks, w }: { looks: readonly LookView[]; w: AllWords['member']['looks'] }) => (
  <StackedTable
    caption={w.title}
    columns={[w.columns.when, w.columns.who, w.columns.part, w.columns.why]}
    rows={looks.map(look => ({
      key: look.id,
      cells: [look.when, look.who, <Value key="part">{look.part}</Value>, <Value key="why">{look.why}</Value>],
    }))}
    framed
  />
)
