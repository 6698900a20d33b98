/** "Kijk nog eens", for staff: what the person says, who takes it, and what came of it. */
import { moment } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, type Errors, Field } from '../ui/field.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { SecondLookView } from './second-look-view.ts'

type Props = { look: SecondLookView; reference: string; csrf: string; errors: Errors; typed?: string }

export function SecondLookPanel({ look, reference, csrf, errors, typed }: Props) {
  const { w, language } = useWords()
  const k = w.letters.look
  return (
    <Card
      id="nog-eens"
      title={k.title}
      tag={<Tag tone={look.outcome ? 'done' : 'turn'}>{look.outcome ? k.outcome[look.outcome] : k.open}</Tag>}
    >
      <p>
        {k.asked(moment(look.askedAt, language))} {!look.outcome && <strong>{k.answerBy(look.by)}</strong>}
      </p>
      {look.text === null ? (
        <p>
          {k.closed} <a href={`/werkvoorraad/${reference}#gegevens`}>{w.letters.previewWhy}</a>
        </p>
      ) : (
        <blockquote className="quote">{look.text}</blockquote>
      )}
      {errors.take && <p className="error">{errors.take}</p>}
      {look.decidedAt ? (
        <>
          <p>{k.decided(look.takenBy ?? '', moment(look.decidedAt, language))}</p>
          {look.reason && <blockquote className="quote">{look.reason}</blockquote>}
        </>
      ) : (
        <Open look={look} csrf={csrf} errors={errors} typed={typed} />
      )}
    </Card>
  )
}

function Open({ look, csrf, errors, typed }: Omit<Props, 'reference'>) {
  const { w } = useWords()
  const k = w.letters.look
  if (look.takenBy && !look.mine) return <p>{k.takenBy(look.takenBy)}</p>
  if (!look.may)
    return (
      <Notice tone="info">
        <p>{k.notYou}</p>
      </Notice>
    )
  if (!look.mine)
    return (
      <Form csrf={csrf} label={k.take}>
        <input type="hidden" name="intent" value="takeLook" />
        <p>{k.takeHint}</p>
        <Button look="primary">{k.take}</Button>
      </Form>
    )
  return (
    <Form csrf={csrf} label={k.decide}>
      <input type="hidden" name="intent" value="decideLook" />
      <Choices
        name="outcome"
        legend={k.what}
        error={errors.outcome}
        options={(['stays', 'changed'] as const).map(value => ({
          value,
          label: k.choices[value],
          hint: k.hints[value],
        }))}
      />
      <Field name="reason" label={k.reason} hint={k.reasonHint} value={typed} error={errors.reason} rows={6} />
      <Button look="primary">{k.decide}</Button>
    </Form>
  )
}
