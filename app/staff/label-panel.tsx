/** The labels of a request: each leads to the list of what has it; more can be put on, and taken off again. */
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Labels } from './queue-table.tsx'

export function LabelPanel({ labels, view, csrf, errors, typed }: PanelProps & { labels: readonly string[] }) {
  const { queue } = useWords().w
  const { bulk } = queue
  return (
    <Card title={queue.labels.title} id="labels">
      {labels.length === 0 ? <p className="muted">{queue.labels.none}</p> : <Labels labels={labels} />}
      {view.mayWork && (
        <>
          {labels.map(label => (
            <Form csrf={csrf} key={label}>
              <input type="hidden" name="intent" value="labelOff" />
              <Button look="link" name="label" value={label}>
                {bulk.remove(label)}
              </Button>
            </Form>
          ))}
          <Form csrf={csrf} className="inline-form" label={bulk.labelField}>
            <input type="hidden" name="intent" value="labelOn" />
            <Field
              name="label"
              label={bulk.labelField}
              hint={bulk.labelHint}
              value={typed.intent === 'labelOn' ? typed.label : undefined}
              error={errors.label}
              size="short"
              autoComplete="off"
              maxLength={40}
            />
            <Button>{bulk.labelOn}</Button>
          </Form>
        </>
      )}
    </Card>
  )
}
