/** The panels of the page Afweging: one per objection, and what is set still of this person. */
import { balancingParts } from '#domain/bar.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { type Errors, Field } from '../ui/field.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { StillView } from '../bar/still.ts'
import type { WeighedObjection } from './weigh-view.ts'

type Props = {
  csrf: string
  seen: number
  reference: string
  mayWork: boolean
  errors: Errors
  typed: Readonly<Record<string, string>>
}

export function ObjectionPanel({ objection, ...props }: Props & { objection: WeighedObjection }) {
  const { w } = useWords()
  const o = w.object.staff
  const open = objection.state === 'open'
  return (
    <Card
      id={objection.id}
      title={objection.label}
      tag={<Tag tone={open ? 'turn' : 'plain'}>{o.state[objection.state]}</Tag>}
    >
      <Facts>
        <Fact name={w.member.data.columns.purpose}>{objection.meaning}</Fact>
        <Fact name={o.interest}>{objection.interest ?? o.noInterest}</Fact>
        <Fact name={o.situation}>{objection.situation ?? o.lookFirst}</Fact>
        {!open &&
          objection.balancing &&
          balancingParts.map(part => (
            <Fact key={part} name={o[part]}>
              {objection.balancing?.[part]}
            </Fact>
          ))}
      </Facts>
      {open && props.mayWork && <BalancingForm objection={objection} {...props} />}
    </Card>
  )
}

function BalancingForm({ objection, csrf, seen, reference, errors, typed }: Props & { objection: WeighedObjection }) {
  const { w } = useWords()
  const o = w.object.staff
  return (
    <Form csrf={csrf}>
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="objection" value={objection.id} />
      {balancingParts.map(part => {
        const id = `${part}-${objection.id}`
        return (
          <Field
            key={part}
            id={id}
            name={part}
            label={o[part]}
            rows={3}
            error={errors[id]}
            value={typed[id] ?? objection.balancing?.[part]}
          />
        )
      })}
      <p>
        <Button look="primary" name="intent" value="balance">
          {o.save}
        </Button>{' '}
        <Button name="intent" value="uphold">
          {o.uphold}
        </Button>
      </p>
      <p className="muted">
        {o.reject} <a href={`/werkvoorraad/${reference}/besluit`}>{o.toDecision}</a>
      </p>
    </Form>
  )
}

export function StillPanel({
  still,
  untold,
  ...props
}: Props & { still: readonly StillView[]; untold: readonly string[] }) {
  const { w } = useWords()
  const o = w.object
  return (
    <Card id="stil" title={o.staff.still}>
      {untold.length > 0 && <p className="error">{o.staff.untold(untold.join(', '))}</p>}
      {still.length === 0 && <p>{o.staff.stillNone}</p>}
      {still.map(each => (
        <div key={each.id} id={each.id}>
          <h3>
            {each.kind}: {each.what} <Tag tone="busy">{o.stillTag}</Tag>
          </h3>
          <p>
            {o.grounds[each.ground]} {o.stillSince(each.since)} {each.liftsOn && o.staff.told(each.liftsOn)}
          </p>
          {props.mayWork && each.own && <EndForm {...props} still={each} />}
        </div>
      ))}
    </Card>
  )
}

function EndForm({ still, csrf, seen, errors, typed }: Props & { still: StillView }) {
  const { w } = useWords()
  const o = w.object.staff
  const [day, reason] = [`day-${still.id}`, `reason-${still.id}`]
  return (
    <Form csrf={csrf}>
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="restriction" value={still.id} />
      {still.liftsOn ? (
        <>
          {errors[reason] && <span className="error">{errors[reason]}</span>}
          <Button name="intent" value="lift">
            {o.lift}
          </Button>
        </>
      ) : (
        <>
          <Field id={day} name="day" type="date" size="day" label={o.tellDay} error={errors[day]} value={typed[day]} />
          <Field id={reason} name="reason" label={o.tellReason} rows={3} error={errors[reason]} value={typed[reason]} />
          <Button name="intent" value="tell">
            {o.tell}
          </Button>
        </>
      )}
    </Form>
  )
}
