/** Above the queue: the lists with their counts, the filter by right, and the search by number. */
import { type QueueView, queueViews } from '#domain/queue.ts'
import { type Right, rights } from '#domain/right.ts'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, type Errors, Field, Select } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import { addressOf, countedTo } from './queue-address.ts'

export function QueueTools({
  csrf,
  view,
  right,
  counts,
  search,
}: {
  csrf: string
  view: QueueView
  right: Right | null
  counts: Readonly<Record<QueueView, number>>
  /** What was searched for in vain. */
  search: { typed: string; errors: Errors } | undefined
}) {
  const { w } = useWords()
  const q = w.staff.queue
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={search?.errors} />
      <nav className="views" aria-label={q.viewsLabel}>
        <ul>
          {queueViews.map(each => (
            <li key={each}>
              <a
                className="button view"
                href={addressOf(each, right)}
                aria-current={each === view ? 'page' : undefined}
              >
                {q.views[each]}{' '}
                <span className="view-count">
                  {counts[each] > countedTo ? q.atLeast(countedTo) : String(counts[each])}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="queue-tools">
        <form method="get" action="/werkvoorraad" className="inline-form">
          {view !== 'open' && <input type="hidden" name="lijst" value={view} />}
          <div className="field">
            <Select
              name="soort"
              label={q.filter}
              value={right ?? ''}
              options={[
                { value: '', label: q.filterAll },
                ...rights.map(each => ({ value: each, label: w.staff.right[each] })),
              ]}
            />
          </div>
          <Button>{q.filterButton}</Button>
        </form>
        <Form csrf={csrf} action="/werkvoorraad?index" className="inline-form">
          <Field
            name="reference"
            label={q.search}
            hint={q.searchHint}
            value={search?.typed}
            error={search?.errors.reference}
            size="short"
          />
          <Button>{q.searchButton}</Button>
        </Form>
      </div>
    </>
  )
}
