/** The hidden field that says how old a page is, and what is shown when a form of it came too late. */
import type { AuditEvent } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { clockTime } from '../text/dates.ts'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { Change } from './stale.ts'

/** Goes into every form that changes a request. `seen`: from `requestHead`. */
export const Seen = ({ seen }: { seen: number }) => <input type="hidden" name="seen" value={seen} />

/** Most changes that are told one by one. */
const mostTold = 5

/**
 * What changed meanwhile; the form below it keeps what was typed, and can be sent again.
 * @param typed what was typed in text, for when its form is gone because of what changed
 */
export function Stale({
  changes,
  typed = [],
}: {
  changes: readonly Change[] | null | undefined
  typed?: readonly string[]
}) {
  const { w, language } = useWords()
  const k = w.workbench.stale
  if (!changes?.length) return null
  const told = changes.slice(-mostTold)
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus="" aria-labelledby="stale-title">
      <h2 id="stale-title">{k.title}</h2>
      <ul>
        {told.map(({ type, ts, kind, by }) => (
          <li key={`${ts} ${type}`}>
            {w.log[type as AuditEvent] ?? type}{' '}
            <span className="muted">{k.by(by ?? k.who[kind], clockTime(ts as Instant, language))}</span>
          </li>
        ))}
      </ul>
      {changes.length > told.length && <p>{k.more(changes.length - told.length)}</p>}
      <p>{k.kept}</p>
      {typed.length > 0 && (
        <More title={k.typed}>
          {typed.map(text => (
            <p key={text} className="preserve">
              {text}
            </p>
          ))}
        </More>
      )}
    </div>
  )
}
