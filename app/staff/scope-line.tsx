/** What was asked for, in one line. */
import { plainDay } from '../text/dates.ts'
import { useWords } from '../ui/use-words.ts'
import type { RequestView } from './request-view.ts'

export function ScopeLine({ view }: { view: RequestView }) {
  const { w, language } = useWords()
  const r = w.staff.request
  const { forms, from, until } = view.scope
  const list = new Intl.ListFormat(language)
  const parts = [
    view.scopeCategories ? list.format(view.scopeCategories) : r.scopeAll,
    list.format(forms.map(form => r.scopeForms[form])),
    ...(from || until ? [r.scopePeriod(from && plainDay(from, language), until && plainDay(until, language))] : []),
  ]
  return (
    <span className="muted">
      {r.scope}: {parts.join(', ')}.
    </span>
  )
}
