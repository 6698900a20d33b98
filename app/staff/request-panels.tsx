/** The right-hand side of a request: its clock, who has it, how sure we are who asks, and the copy. */
import { longDay, moment } from '../text/dates.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { DayRuler } from '../ui/day-ruler.tsx'
import { Select } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { RequestView } from './request-view.ts'
import { rulerName } from '../ui/ruler-name.ts'

export function ClockPanel({ view }: { view: RequestView }) {
  const { w, language } = useWords()
  const r = w.staff.request
  const { clock, answeredAt } = view
  const day = clock.answerBy ?? clock.unsuspended
  if (!day) return null
  const left = answeredAt ? null : clock.ruler.left
  const term = { total: clock.ruler.total, day: clock.ruler.total - clock.ruler.left }
  const tone = left === null ? 'calm' : left < 0 || left <= 2 ? 'late' : left <= 7 ? 'soon' : 'calm'
  return (
    <Card title={r.clock} id="termijn">
      <DayRuler {...term} tone={tone} name={rulerName(term, day, left, language)} />
      <p>
        <strong>{w.clock.answerBy(day)}</strong>
      </p>
      <p>
        <Tag tone={left === null ? 'done' : tone === 'calm' ? 'plain' : tone === 'soon' ? 'turn' : 'late'}>
          {left === null ? w.staff.left.answered : w.clock.daysLeft(left)}
        </Tag>
      </p>
      {left !== null && clock.nominal && clock.nominal !== day && (
        <p className="muted">{r.warnBy(longDay(clock.nominal, language))}</p>
      )}
      {left !== null && clock.refuseBy && <p className="muted">{r.refuseBy(longDay(clock.refuseBy, language))}</p>}
      <More title={r.showSum}>
        <ol className="sum">
          {clock.because.map(step => (
            <li key={JSON.stringify(step)}>{w.clock.step(step)}</li>
          ))}
        </ol>
      </More>
    </Card>
  )
}

export function OwnerPanel({ view, csrf, error }: { view: RequestView; csrf: string; error?: string }) {
  const { w } = useWords()
  const r = w.staff.request
  return (
    <Card title={r.owner} id="wie">
      <Facts tight>
        <Fact name={r.handles}>{view.owner?.name ?? r.nobody}</Fact>
        <Fact name={r.identity}>
          {view.channel === 'portal' ? (
            <>
              <Tag tone="done">{r.identitySure}</Tag> <span className="muted">{r.identityHow}</span>
            </>
          ) : (
            r.identityStaff(w.member.data.channels[view.channel])
          )}
        </Fact>
      </Facts>
      {view.mayWork && (
        <>
          {view.owner?.id !== view.me && (
            <Form csrf={csrf} label={r.take}>
              <input type="hidden" name="intent" value="assign" />
              <Button name="to" value={view.me}>
                {r.take}
              </Button>
            </Form>
          )}
          <Form csrf={csrf} className="inline-form" label={r.giveTo}>
            <input type="hidden" name="intent" value="assign" />
            <div className={error ? 'field field-wrong' : 'field'}>
              {error && <span className="error">{error}</span>}
              <Select
                id="to"
                name="to"
                label={r.giveTo}
                value={view.owner?.id ?? ''}
                options={[
                  { value: '', label: r.letGo },
                  ...view.colleagues.map(each => ({ value: each.id, label: each.name })),
                ]}
              />
            </div>
            <Button>{r.assign}</Button>
          </Form>
        </>
      )}
    </Card>
  )
}

export function CopyPanel({ view }: { view: RequestView }) {
  const { w, language } = useWords()
  const r = w.staff.request
  const { copy } = view
  if (!copy) return null
  return (
    <Card title={r.copy} id="kopie">
      {copy.running && <p>{r.copyBusy}</p>}
      {copy.retryAt && <p>{r.retryAt(moment(copy.retryAt, language))}</p>}
      {copy.gaveUp && <p>{r.gaveUp}</p>}
      {copy.readyUntil && <p>{r.copyReady(longDay(copy.readyUntil, language))}</p>}
      {copy.fetchedAt && <p>{r.copyFetched(moment(copy.fetchedAt, language))}</p>}
      {copy.gone && <p>{r.copyGone}</p>}
    </Card>
  )
}
