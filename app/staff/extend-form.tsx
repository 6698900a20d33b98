/** Extending the term: the reason the law knows, own words, and the new last day before anything is saved. */
import { extensionReasons } from '#domain/extension.ts'
import { longDay } from '../text/dates.ts'
import { Button, Form } from '../ui/button.tsx'
import { Choices, Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function ExtendForm({ view: { clock }, csrf, seen, errors, typed }: PanelProps) {
  const { w, language } = useWords()
  const k = w.workbench.extend
  if (clock.extensionRefused === 'alreadyExtended') return null
  if (clock.extensionRefused) {
    const until = clock.firstMonthEnds && longDay(clock.firstMonthEnds, language)
    return (
      <p className="muted" id="verlengen">
        {clock.extensionRefused === 'firstMonthOver' ? k.tooLate(until ?? '') : k.answered}
      </p>
    )
  }
  const wrong = errors.ground ?? errors.months ?? errors.extendReason
  return (
    <div id="verlengen">
      <More title={k.title} open={wrong !== undefined || typed.intent === 'extend'}>
        <Form csrf={csrf} label={k.title}>
          <input type="hidden" name="intent" value="extend" />
          <Seen seen={seen} />
          <p>{k.intro}</p>
          {clock.firstMonthEnds && <p>{k.until(longDay(clock.firstMonthEnds, language))}</p>}
          <Choices
            name="ground"
            legend={k.why}
            hint={k.whyHint}
            error={errors.ground}
            options={extensionReasons.map(each => ({
              value: each,
              label: w.workbench.clock.ground[each],
              hint: k.groundHint[each],
              checked: typed.ground === each,
            }))}
          />
          <Field
            name="extendReason"
            label={k.reason}
            hint={k.reasonHint}
            value={typed.extendReason}
            error={errors.extendReason}
            rows={4}
          />
          <Choices
            name="months"
            legend={k.howLong}
            error={errors.months}
            options={([1, 2] as const).map(months => ({
              value: String(months),
              label: k.months[months],
              hint: k.newDay(longDay(clock.extended[months] ?? clock.received, language), clock.daysLeft !== null),
              checked: typed.months === String(months),
            }))}
          />
          <p className="muted">{k.sent}</p>
          <Button>{k.send}</Button>
        </Form>
      </More>
    </div>
  )
}
