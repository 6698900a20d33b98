/** The head of every page of one request: where it stands, what is left to do, who else is here, and the way between its pages. */
import type { Check } from '#domain/checklist.ts'
import type { Right } from '#domain/right.ts'
import { moment } from '../text/dates.ts'
import { useWords } from '../ui/use-words.ts'
import type { RequestHeadView } from './request-here.ts'
import { Together } from './together.tsx'

/** The pages of a request, each an address. */
export const requestTabs = ['overview', 'review', 'weighing', 'decision', 'letter'] as const
export type RequestTab = (typeof requestTabs)[number]
const suffix: Readonly<Record<RequestTab, string>> = {
  overview: '',
  review: '/controle',
  weighing: '/afweging',
  decision: '/besluit',
  letter: '/brief',
}

/** Where each check is done. */
const places: Readonly<Record<Check, string>> = {
  identity: '#identiteit',
  question: '#berichten',
  collect: '#bronnen',
  sources: '#bronnen',
  review: '/controle',
  decide: '/besluit',
  letter: '/brief',
  approve: '/besluit#akkoord',
}

/** Requests in which something is weighed, or set still. */
const weighs: ReadonlySet<Right> = new Set<Right>(['objection', 'restriction'])

export const tabAddress = (reference: string, tab: RequestTab): string => `/werkvoorraad/${reference}${suffix[tab]}`

export function RequestHead({ head, tab }: { head: RequestHeadView; tab: RequestTab }) {
  const { w, language } = useWords()
  const r = w.staff.request
  const k = w.workbench
  return (
    <>
      <p className="crumbs">
        <a href="/werkvoorraad">{r.back}</a> / <span className="mono">{head.reference}</span>
      </p>
      <h1>{w.staff.right[head.right]}</h1>
      <p className="case-line">
        {r.status}: <strong>{w.staff.need[head.need]}</strong>
      </p>
      <Together reference={head.reference} others={head.others} seen={head.seen} />
      <p className="case-line">
        {r.received(moment(head.receivedAt, language))}{' '}
        {head.answeredAt && r.answered(moment(head.answeredAt, language))}
      </p>
      <nav className="tabs" aria-label={k.tabsLabel}>
        <ul>
          {requestTabs
            .filter(each => each !== 'weighing' || weighs.has(head.right))
            .map(each => (
              <li key={each}>
                <a href={tabAddress(head.reference, each)} aria-current={each === tab ? 'page' : undefined}>
                  {k.tabs[each]}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      {!head.answeredAt && !head.closedAt && <LeftToDo head={head} />}
    </>
  )
}

/** "Nog 3 dingen voor je kunt versturen": each a link to where it is done. */
function LeftToDo({ head }: { head: RequestHeadView }) {
  const { w } = useWords()
  const k = w.workbench
  return (
    <section
      className={head.left.length > 0 ? 'left-to-do' : 'left-to-do left-to-do-none'}
      aria-labelledby="left-to-do"
    >
      <h2 id="left-to-do">{k.leftToDo(head.left.length)}</h2>
      <ul>
        {head.checks.map(({ check, done }) => (
          <li key={check} data-done={done || undefined}>
            <span className="mono" aria-hidden>
              {done ? '✓' : '·'}
            </span>{' '}
            {done ? (
              <span className="muted">{k.check[check]}</span>
            ) : (
              <a href={`/werkvoorraad/${head.reference}${places[check]}`}>{k.check[check]}</a>
            )}
            <span className="sr-only">, {done ? k.done : k.toDo}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
