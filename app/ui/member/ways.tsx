/** What somebody can do with their request, each a link to its place; and the way to stop it. */
import type { Dialogue } from '../../member/dialogue.ts'
import type { AllWords } from '../../text/words.ts'
import { Card } from '../blocks.tsx'
import { Button, Form } from '../button.tsx'

type Props = { dialogue: Dialogue; reference: string; stoppable: boolean; w: AllWords['dialogue'] }

export const Ways = ({ dialogue, reference, stoppable, w }: Props) => (
  <Card id="kan" title={w.can}>
    <ul>
      {dialogue.mayWrite && (
        <li>
          <a href="#berichten">{w.canMessage}</a>
        </li>
      )}
      {dialogue.look.state === 'can' && (
        <li>
          <a href="#nog-eens">{w.canLook}</a>
        </li>
      )}
      {stoppable && (
        <li>
          <a href="#stop">{w.canWithdraw}</a>
        </li>
      )}
      <li>
        <a href={`/verzoeken/${reference}/klacht`}>{w.canComplain}</a>
      </li>
    </ul>
  </Card>
)

export const Withdraw = ({ csrf, w }: { csrf: string; w: AllWords['dialogue'] }) => (
  <Card id="stop" title={w.withdrawTitle}>
    <p>{w.withdrawText}</p>
    <Form csrf={csrf}>
      <Button name="do" value="stop">
        {w.withdraw}
      </Button>
    </Form>
  </Card>
)
