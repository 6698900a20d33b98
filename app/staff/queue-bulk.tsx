/** Acting on what was picked: to a colleague, or a label. One form for all rows; decisions are never taken like this. */
import { Button, Form } from '../ui/button.tsx'
import { type Errors, Field, Select } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import { formAddress } from './queue-address.ts'
import { pickedForm } from './queue-table.tsx'
import type { QueuePageView, Typed } from './queue-tools.tsx'

export function QueueBulk({
  view,
  me,
  csrf,
  errors,
  typed,
}: {
  view: QueuePageView
  me: string
  csrf: string
  errors: Errors
  typed: Typed
}) {
  const { queue: q } = useWords().w
  const { bulk } = q
  if (!view.mayWork || view.lines.length === 0) return null
  return (
    <section className="picked" aria-label={bulk.label} id="kies" tabIndex={errors.kies ? -1 : undefined}>
      {errors.kies && <span className="error">{errors.kies}</span>}
      <Form csrf={csrf} action={formAddress(view.here)} id={pickedForm} className="picked-form">
        <input type="hidden" name="naar" value={view.here} />
        <div className="inline-form">
          <div className={errors.to ? 'field field-wrong' : 'field'}>
            {errors.to && <span className="error">{errors.to}</span>}
            <Select
              name="to"
              label={bulk.assign}
              value={typed.to ?? me}
              options={[
                { value: me, label: bulk.assignMe },
                ...view.colleagues.filter(each => each.id !== me).map(({ id, name }) => ({ value: id, label: name })),
                { value: '', label: q.nobody },
              ]}
            />
          </div>
          <Button name="intent" value="assign">
            {bulk.assignButton}
          </Button>
        </div>
        <div className="inline-form">
          <Field
            name="label"
            label={bulk.labelField}
            hint={bulk.labelHint}
            value={typed.label}
            error={errors.label}
            size="short"
            autoComplete="off"
            maxLength={40}
          />
          <Button name="intent" value="labelOn">
            {bulk.labelOn}
          </Button>
          <Button name="intent" value="labelOff">
            {bulk.labelOff}
          </Button>
        </div>
      </Form>
      <p className="picked-count" role="status" data-picked={q.keys.chosen(0).replace('0', '{}')} />
    </section>
  )
}
