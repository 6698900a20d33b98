/** What can be typed in the search field: every key with what it does and what may come after it. */
import { keySpelling, queueKeys, valuesOf } from '#domain/queue-key.ts'
import { StackedTable } from '../ui/table.tsx'
import { useWords } from '../ui/use-words.ts'

export function SearchHelp() {
  const { w, language } = useWords()
  const { search } = w.queue
  return (
    <details className="search-help">
      <summary>{search.help}</summary>
      <StackedTable
        caption={search.help}
        columns={[search.columns.key, search.columns.means, search.columns.values]}
        rows={queueKeys.map(key => ({
          key,
          cells: [
            <code key="key">{keySpelling[key][language]}:</code>,
            search.means[key],
            <code key="values">{valuesOf(key, language).join(', ')}</code>,
          ],
        }))}
      />
      <p>{search.several}</p>
      <p>{search.free}</p>
    </details>
  )
}
