/** What somebody asked a copy of. */
import type { CopyView } from '../../member/copy-view.ts'
import type { AllWords } from '../../text/words.ts'
import { Card, Fact, Facts } from '../blocks.tsx'

export const Asked = ({ scope, w }: { scope: CopyView['scope']; w: AllWords['requests'] }) => (
  <Card id="asked" title={w.details}>
    <Facts>
      <Fact name={w.scope}>{scope.what}</Fact>
      {scope.period && <Fact name={w.period}>{scope.period}</Fact>}
      <Fact name={w.form}>{scope.form}</Fact>
    </Facts>
  </Card>
)
