/** The one field with which a value is changed, by the kind of value it is. */
import type { CorrectPage } from '../../member/correct-view.ts'
import type { AllWords } from '../../text/words.ts'
import { Choices, Field } from '../field.tsx'

type Words = Pick<AllWords, 'correct' | 'common'>

export function CorrectField({
  page,
  typed,
  error,
  w,
}: {
  page: CorrectPage
  typed: string
  error?: string
  w: Words
}) {
  const c = w.correct
  const shared = { name: 'value', error }
  const options = optionsOf(page, w)
  if (options) {
    const all = page.optional ? [...options, { value: '', label: c.noChoice }] : options
    return (
      <Choices {...shared} legend={c.wanted} options={all.map(each => ({ ...each, checked: each.value === typed }))} />
    )
  }
  const hint = [page.format && c.hints[page.format], page.unit && c.unit(page.unit), page.optional && c.empty]
    .filter(Boolean)
    .join(' ')
  const large = page.type === 'longText' ? 10 : page.type === 'json' ? 5 : undefined
  return (
    <Field
      {...shared}
      label={page.type === 'json' ? c.wantedList : c.wanted}
      hint={hint}
      value={typed}
      rows={large}
      size={page.type === 'number' ? 'short' : page.type === 'day' ? 'day' : undefined}
      type={page.type === 'day' ? 'date' : page.format === 'email' ? 'email' : 'text'}
    />
  )
}

function optionsOf(page: CorrectPage, { common }: Words): CorrectPage['options'] | null {
  if (page.type === 'enum') return page.options
  if (page.type !== 'boolean') return null
  return [
    { value: 'yes', label: common.yes },
    { value: 'no', label: common.no },
  ]
}
