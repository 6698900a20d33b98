/** What to have in a copy: which categories, which period, in which form. */
import type { Language } from '#domain/language.ts'
import type { Choice } from '../../member/ask-copy.ts'
import type { Typed } from '../../member/scope-form.ts'
import { number } from '../../text/dates.ts'
import { words } from '../../text/words.ts'
import { Choices, type Errors, Field } from '../field.tsx'

type Props = { typed: Typed; errors?: Errors; choices: readonly Choice[]; language: Language }

export function ScopeFields({ typed, errors, choices, language }: Props) {
  const w = words(language).download
  return (
    <>
      <Choices
        name="what"
        legend={w.which}
        options={[
          { value: 'all', label: w.whichAll, checked: typed.what !== 'some' },
          { value: 'some', label: w.whichSome, checked: typed.what === 'some' },
        ]}
      />
      <Choices
        name="part"
        legend={w.parts}
        error={errors?.part}
        several
        nested
        options={choices.map(each => ({
          value: each.id,
          checked: typed.part.includes(each.id),
          label: each.label,
          hint: [
            ...(each.count === null ? [] : [w.items(number(each.count, language), each.count === 1)]),
            ...(each.review === null ? [] : [w.review]),
          ].join('. '),
        }))}
      />
      <fieldset className="choices">
        <legend>{w.period}</legend>
        <span className="hint">{w.periodHint}</span>
        <Field name="from" label={w.from} type="date" size="day" value={typed.from} error={errors?.from} />
        <Field name="until" label={w.until} type="date" size="day" value={typed.until} error={errors?.until} />
      </fieldset>
      <Choices
        name="as"
        legend={w.form}
        error={errors?.as}
        options={(['both', 'access', 'portability'] as const).map(value => ({
          value,
          label: w.forms[value],
          hint: w.formHints[value],
          checked: typed.as === value,
        }))}
      />
    </>
  )
}
