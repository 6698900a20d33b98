/** Asking to look again after an answer, and what came of it. */
import type { LookState } from '../../member/dialogue.ts'
import type { AllWords } from '../../text/words.ts'
import { Card, Notice } from '../blocks.tsx'
import { Button, Form } from '../button.tsx'
import { Field } from '../field.tsx'
import { More } from '../panel.tsx'
import { Value } from '../value.tsx'

type Words = AllWords['dialogue']

export function SecondLook({
  look,
  csrf,
  typed,
  error,
  w,
}: {
  look: LookState
  csrf: string
  typed?: string
  error?: string
  w: Words
}) {
  if (look.state === 'none') return null
  if (look.state === 'can')
    return (
      <Card id="nog-eens" title={w.look}>
        <p>{w.lookText}</p>
        <p className="muted">{w.lookWhen(look.by)}</p>
        <More title={w.canLook} open={error !== undefined}>
          <Form csrf={csrf} label={w.canLook}>
            <Field name="look" label={w.lookLabel} value={typed} error={error} rows={5} />
            <Button name="do" value="look">
              {w.lookAsk}
            </Button>
          </Form>
        </More>
      </Card>
    )
  const own = (
    <blockquote className="quote">
      <Value>{look.text}</Value>
    </blockquote>
  )
  if (look.state === 'open')
    return (
      <Card id="nog-eens" title={w.look}>
        <p>
          {w.lookAsked(look.asked, look.by)} {look.taken && w.lookBusy}
        </p>
        {own}
      </Card>
    )
  return (
    <Notice tone="done" title={w.lookOutcome[look.outcome]}>
      <p className="preserve">
        <Value>{look.reason}</Value>
      </p>
      {own}
    </Notice>
  )
}
