/** Above the logbook: common filters, the line of search, and what can be typed in it. */
import { logKeys, logKeySpelling, logValuesOf } from '#domain/log-key.ts'
import { Button, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { StackedTable } from '../ui/table.tsx'
import { useWords } from '../ui/use-words.ts'
import type { LogPageView } from './log-table.tsx'

export function LogChips({ chips }: { chips: LogPageView['chips'] }) {
  const l = useWords().w.logbook
  return (
    <nav className="views" aria-label={l.chipsLabel}>
      <ul>
        {chips.map(({ chip, href, here }) => (
          <li key={chip}>
            <a className="button view" href={href} aria-current={here ? 'page' : undefined}>
              {l.chips[chip]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function LogSearch({ csrf, typed, error }: { csrf: string; typed: string; error: string | undefined }) {
  const { w, language } = useWords()
  const { search } = w.logbook
  return (
    <div className="queue-search">
      <Form csrf={csrf} action="/logboek?index" className="inline-form">
        <Field name="q" label={search.label} hint={search.hint} value={typed} error={error} autoComplete="off" />
        <Button name="intent" value="search">
          {search.button}
        </Button>
      </Form>
      <details className="search-help">
        <summary>{search.help}</summary>
        <StackedTable
          caption={search.help}
          columns={Object.values(search.columns)}
          rows={logKeys.map(key => ({
            key,
            cells: [
              <code key="key">{logKeySpelling[key][language]}:</code>,
              search.means[key],
              <code key="values">{logValuesOf(key, language).join(', ')}</code>,
            ],
          }))}
        />
        <p>{search.several}</p>
        <p>{search.noNames}</p>
      </details>
    </div>
  )
}
