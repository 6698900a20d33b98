/** Changing an address: what will happen, and then the code. */
import type { AllWords } from '../../text/words.ts'
import { Button, Form } from '../button.tsx'
import { Field } from '../field.tsx'

type Words = AllWords['correct']

export const ConfirmNote = ({ w }: { w: Words }) => (
  <>
    <p>{w.confirm.what}</p>
    <ol>
      {Object.values(w.confirm.steps).map(step => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  </>
)

export const ConfirmForm = ({
  csrf,
  sentTo,
  error,
  w,
}: {
  csrf: string
  sentTo: string | null
  error?: string
  w: Words
}) => (
  <>
    <p>{sentTo === null ? w.confirm.expired : w.confirm.sentTo(sentTo)}</p>
    <Form csrf={csrf}>
      <Field
        name="confirm"
        label={w.confirm.label}
        hint={w.confirm.hint}
        error={error}
        size="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
      />
      <Button look="primary">{w.confirm.submit}</Button>
    </Form>
    <p>
      <a href="?ander">{w.confirm.other}</a>
    </p>
  </>
)
