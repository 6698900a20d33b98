/** How much of the term is used; fetched again by script when the day or the time changes (`app/client/follow.ts`). */
import { DayRuler } from '../ui/day-ruler.tsx'
import { rulerName } from '../ui/ruler-name.ts'
import { useWords } from '../ui/use-words.ts'
import type { TermView } from './term.ts'

export function TermCard({ term }: { term: TermView | null }) {
  const { w, language } = useWords()
  const i = w.intake
  return (
    <div id="termijn" data-follow="dag=day tijd=time" role="status">
      {term && (
        <>
          <DayRuler {...term} name={rulerName(term, term.answerBy, term.left, language)} />
          <p>
            {i.used(Math.min(term.day, term.total), term.total)} <strong>{w.clock.answerBy(term.answerBy)}.</strong>
            {term.left < 0 && ` ${i.lateAlready(-term.left)}`}
          </p>
        </>
      )}
    </div>
  )
}
