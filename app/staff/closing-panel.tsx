/** The end of a request: sending, when everything is done; withdrawn by the person; closed, and opened again. */
import { longDay } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { tabAddress } from './request-head.tsx'
import type { RequestHeadView } from './request-here.ts'
import { Seen } from './stale-notice.tsx'

export function ClosingPanel(props: PanelProps & { head: Pick<RequestHeadView, 'left' | 'need'> }) {
  const { w, language } = useWords()
  const k = w.workbench.closing
  const { view, head, csrf, seen } = props
  const kept = view.keptUntil && longDay(view.keptUntil, language)
  const simple = (intent: 'close' | 'reopen', label: string) => (
    <Form csrf={csrf} label={label}>
      <input type="hidden" name="intent" value={intent} />
      <Seen seen={seen} />
      <Button>{label}</Button>
    </Form>
  )
  return (
    <Card title={k.title} id="afronden">
      {view.merged && <p>{k.merged}</p>}
      {view.open && head.need !== 'machine' && (
        <>
          {head.left.length > 0 ? (
            <p>{k.after(head.left.length)}</p>
          ) : (
            <ButtonLink look="primary" href={tabAddress(view.reference, 'letter')}>
              {k.send}
            </ButtonLink>
          )}
          <p className="muted">{k.takeBack}</p>
        </>
      )}
      {view.open && head.need === 'machine' && <p>{k.machine}</p>}
      {view.closedAt ? (
        <>
          <p>{view.answeredAt ? k.closed : k.withdrawn}</p>
          {kept && <p>{k.keptUntil(kept)}</p>}
          {view.mayWork && simple('reopen', k.reopen)}
        </>
      ) : view.answeredAt ? (
        <>
          <p>{k.answered}</p>
          {kept && <p className="muted">{k.wouldKeep(kept)}</p>}
          {view.mayWork && head.need === 'nothing' && simple('close', k.close)}
        </>
      ) : (
        view.open && view.mayWork && <WithdrawForm {...props} />
      )}
    </Card>
  )
}

function WithdrawForm({ csrf, seen, errors, typed }: PanelProps) {
  const { w } = useWords()
  const k = w.workbench.closing
  return (
    <More title={k.withdrawTitle} open={typed.intent === 'withdraw'}>
      <Form csrf={csrf} label={k.withdrawTitle}>
        <input type="hidden" name="intent" value="withdraw" />
        <Seen seen={seen} />
        <Field
          name="withdrawNote"
          label={k.withdrawHow}
          hint={k.withdrawHint}
          value={typed.withdrawNote}
          error={errors.withdrawNote}
          rows={2}
        />
        <Button>{k.withdraw}</Button>
      </Form>
    </More>
  )
}
