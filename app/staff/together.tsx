/** Who else has this request open now, and whether something changed since the page was made; the script asks again. */
import { clockTime } from '../text/dates.ts'
import type { Instant } from '#domain/day.ts'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { Change } from './stale.ts'

export function Together({
  reference,
  others,
  seen,
  changed = null,
}: {
  reference: string
  others: readonly string[]
  seen: number
  changed?: readonly Change[] | null
}) {
  const { w, language } = useWords()
  const k = w.workbench
  const last = changed?.at(-1)
  return (
    <div
      className="together"
      id="samen"
      role="status"
      data-together={`/werkvoorraad/${reference}/samen?gezien=${seen}`}
    >
      {others.length > 0 && (
        <Tag tone="busy">{k.alsoHere(new Intl.ListFormat(language).format(others), others.length)}</Tag>
      )}{' '}
      {last && (
        <span>
          {k.changedSince(last.by ?? k.stale.who[last.kind], clockTime(last.ts as Instant, language))}{' '}
          <a href={`/werkvoorraad/${reference}`}>{k.reload}</a>
        </span>
      )}
    </div>
  )
}
