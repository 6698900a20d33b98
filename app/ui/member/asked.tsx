/** What somebody asked a copy of, and the way to stop asking. */
import type { CopyView } from '../../member/copy-view.ts'
import type { AllWords } from '../../text/words.ts'
import { Card, Fact, Facts } from '../blocks.tsx'
import { Button, Form } from '../button.tsx'

export const Asked = ({ scope, w }: { scope: CopyView['scope']; w: AllWords['requests'] }) => (
  <Card id="asked" title={w.details}>
    <Facts>
      <Fact name={w.scope}>{scope.what}</Fact>
      {scope.period && <Fact name={w.period}>{scope.period}</Fact>}
      <Fact name={w.form}>{scope.form}</Fact>
    </Facts>
  </Card>
)

export const Stop = ({ csrf, w }: { csrf: string; w: AllWords['requests'] }) => (
  <Card id="stop" title={w.stopTitle}>
    <p>{w.stopText}</p>
    <Form csrf={csrf}>
      <Button name="do" value="stop">
        {w.stop}
      </Button>
    </Form>
  </Card>
)
