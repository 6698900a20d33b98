/** Above the queue: the lists with their counts, keeping a list of one's own, and the search. */
import type { SerializeFrom } from '@remix-run/node'
import { number } from '../text/dates.ts'
import { Button, Form } from '../ui/button.tsx'
import { type Errors, Field } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import { formAddress, queuePath } from './queue-address.ts'
import type { queueView } from './queue-view.ts'
import { SearchHelp } from './search-help.tsx'

export type QueuePageView = SerializeFrom<typeof queueView>
/** What was typed in a form that came back. */
export type Typed = Readonly<Record<string, string | undefined>>
type Props = { view: QueuePageView; csrf: string; errors: Errors; typed: Typed }

export function QueueLists({ view, csrf, errors, typed }: Props) {
  const { w, language } = useWords()
  const q = w.queue
  return (
    <nav className="views" aria-label={q.viewsLabel}>
      <ul>
        {view.lists.map(list => {
          const here = list.id === view.view || list.id === `own-${view.own?.id}`
          const count = number(list.count, language)
          return (
            <li key={list.id}>
              <a
                className={list.name === null ? 'button view' : 'button view view-own'}
                href={list.href}
                aria-current={here ? 'page' : undefined}
              >
                {list.name ?? q.views[list.id as keyof typeof q.views]}
                {list.name !== null && <span className="sr-only"> ({q.ownView})</span>}{' '}
                <span className="view-count">{list.more ? q.atLeast(count) : count}</span>
              </a>
            </li>
          )
        })}
        {(view.own || view.keepable) && (
          <li>
            <OwnList view={view} csrf={csrf} errors={errors} typed={typed} />
          </li>
        )}
      </ul>
    </nav>
  )
}

function OwnList({ view, csrf, errors, typed }: Props) {
  const { own } = useWords().w.queue
  return (
    <details className="own-list" open={errors.name ? true : undefined}>
      <summary>{view.own ? own.change : own.save}</summary>
      <Form csrf={csrf} action={formAddress(view.here)} className="own-form">
        <input type="hidden" name="query" value={view.query} />
        <Field
          name="name"
          label={own.name}
          hint={own.hint}
          value={typed.name ?? view.own?.name}
          error={errors.name}
          maxLength={40}
          autoComplete="off"
        />
        <Button name="intent" value="saveView">
          {view.own ? own.rename : own.saveButton}
        </Button>
        {view.own && (
          <>
            <input type="hidden" name="list" value={view.own.id} />
            <Button look="link" name="intent" value="removeView">
              {own.remove}
            </Button>
          </>
        )}
      </Form>
    </details>
  )
}

export function QueueSearch({ view, csrf, errors, typed }: Props) {
  const { search } = useWords().w.queue
  return (
    <div className="queue-search">
      <Form csrf={csrf} action={formAddress(view.here)} className="inline-form">
        <input type="hidden" name="naar" value={view.here} />
        <Field
          name="zoek"
          label={search.label}
          hint={search.hint}
          value={typed.zoek ?? view.typed}
          error={errors.zoek}
          autoComplete="off"
        />
        <Button>{search.button}</Button>
      </Form>
      {view.words > 0 && (
        <p>
          {search.hidden(view.words)} <a href={queuePath}>{search.clear}</a>
        </p>
      )}
      <SearchHelp />
    </div>
  )
}
