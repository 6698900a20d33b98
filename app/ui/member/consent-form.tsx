/** Yes and no per purpose, of the same size and colour, and one button for all. */
import type { ConsentPage } from '../../choice/page.ts'
import type { AllWords } from '../../text/words.ts'
import { Button, Form } from '../button.tsx'
import { Choices, type Errors } from '../field.tsx'

type Words = AllWords['choices']

export const ConsentForm = ({
  csrf,
  text,
  purposes,
  again,
  w,
}: {
  csrf: string
  text: string
  purposes: ConsentPage['purposes']
  /** The form came back: what is wrong, and what was chosen. */
  again?: { errors: Errors; typed: Readonly<Record<string, string>> } | undefined
  w: Words
}) => (
  <Form csrf={csrf} id="choices">
    <input type="hidden" name="text" value={text} />
    {purposes.map(each => {
      const name = `purpose-${each.id}`
      const typed = again?.typed[name]
      const yes = typed ? typed === 'yes' : each.given === true
      return (
        <section className="card" key={each.id}>
          <Choices
            name={name}
            legend={each.label}
            error={again?.errors[name]}
            hint={
              <>
                {each.meaning} {each.term}{' '}
                {each.recipients.length > 0 ? w.recipients(each.recipients.join(', ')) : w.nobody}
              </>
            }
            options={[
              { value: 'yes', label: w.yes, checked: yes },
              { value: 'no', label: w.no, checked: !yes },
            ]}
          />
          <p>{each.consequence}</p>
          <p className="muted">{each.chosen}</p>
        </section>
      )
    })}
    <Button look="primary">{w.save}</Button>
  </Form>
)
