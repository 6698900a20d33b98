/** We are late: what the law asks us to tell now, with the words ready (law/rules §5, UAVG 35(2)). */
import { longDay } from '../text/dates.ts'
import { Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function OverduePanel({ view, csrf, seen, errors, typed }: PanelProps) {
  const { w, language } = useWords()
  const k = w.workbench.overdue
  const { clock } = view
  if (!clock.overdue || !clock.answerBy) return null
  const last = longDay(clock.answerBy, language)
  return (
    <div id="te-laat">
      <Notice tone="error" title={k.title}>
        <p>{k.lead(last)}</p>
        {view.mayWork && (
          <Form csrf={csrf} label={k.title}>
            <input type="hidden" name="intent" value="overdue" />
            <Seen seen={seen} />
            <Field
              name="promisedOn"
              label={k.promisedOn}
              hint={k.promisedHint}
              type="date"
              size="day"
              value={typed.promisedOn}
              error={errors.promisedOn}
            />
            <More title={k.preview}>
              <p className="preserve">{w.notices.overdue(last, w.notices.promised('…'))}</p>
            </More>
            <Button>{k.send}</Button>
          </Form>
        )}
      </Notice>
    </div>
  )
}
