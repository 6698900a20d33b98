/** The clock of a request: its ruler, the last day with the sum, the day for a refusal, and the one extension (12(3), 12(4)). */
import { longDay } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { DayRuler } from '../ui/day-ruler.tsx'
import { More } from '../ui/panel.tsx'
import { rulerName } from '../ui/ruler-name.ts'
import { Tag, type Tone } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import { ExtendForm } from './extend-form.tsx'
import type { PanelProps } from './panel-props.ts'

const tones: Readonly<Record<'calm' | 'soon' | 'late', Tone>> = { calm: 'plain', soon: 'turn', late: 'late' }

export function ClockPanel(props: PanelProps) {
  const { w, language } = useWords()
  const r = w.staff.request
  const k = w.workbench.clock
  const { view } = props
  const { clock } = view
  const day = clock.answerBy ?? clock.unsuspended
  if (!day) return null
  const left = clock.warning?.left ?? null
  const tone = clock.warning?.tone ?? 'calm'
  const paused = view.open && clock.daysLeft !== null
  return (
    <Card title={r.clock} id="termijn">
      <DayRuler {...clock.ruler} tone={tone} name={rulerName(clock.ruler, day, left, language)} />
      <p>
        <strong>{paused ? w.clock.paused(clock.daysLeft ?? 0) : w.clock.answerBy(day)}</strong>
      </p>
      <p>
        <Tag tone={left === null ? 'done' : paused ? 'busy' : tones[tone]}>
          {left === null ? (view.answeredAt ? w.staff.left.answered : k.over) : paused ? k.paused : k.left(left)}
        </Tag>
      </p>
      {paused && <p className="muted">{k.unsuspended(longDay(day, language))}</p>}
      {left !== null && clock.nominal && clock.nominal !== day && (
        <p className="muted">{r.warnBy(longDay(clock.nominal, language))}</p>
      )}
      {clock.extension && (
        <p>
          {k.extended(clock.extension.months, longDay(clock.extension.noticeDay, language), clock.extension.by ?? '')}{' '}
          {k.ground[clock.extension.ground]}: <span className="preserve">{clock.extension.reason}</span>
        </p>
      )}
      {view.open && clock.refuseBy && <RefuseBy {...props} day={longDay(clock.refuseBy, language)} />}
      <More title={r.showSum}>
        <ol className="sum">
          {clock.because.map(step => (
            <li key={JSON.stringify(step)}>{w.clock.step(step)}</li>
          ))}
        </ol>
      </More>
      {view.open && view.mayWork && <ExtendForm {...props} />}
    </Card>
  )
}

/** The extension does not move the last day of a refusal: said with a warning once the two differ (TIME-10). */
function RefuseBy({ view: { clock }, day }: PanelProps & { day: string }) {
  const { w } = useWords()
  const k = w.workbench.clock
  if (!clock.extension && !clock.refuseLate) return <p className="muted">{w.staff.request.refuseBy(day)}</p>
  return (
    <Notice tone={clock.refuseLate ? 'error' : 'turn'}>
      <p>{clock.refuseLate ? k.refuseLate(day) : k.refuseStill(day)}</p>
    </Notice>
  )
}
