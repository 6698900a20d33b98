/** What waits for a person before it goes out, with the way to where it is reviewed. */
import { moment } from '../text/dates.ts'
import { Notice } from '../ui/blocks.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { tabAddress } from './request-head.tsx'

export function ReviewPanel({ view }: PanelProps) {
  const { w, language } = useWords()
  const r = w.staff.request
  if (view.reviews.length === 0) return null
  return (
    <Notice tone={view.reviews.every(each => each.released) ? 'done' : 'turn'} title={r.review}>
      <p>{r.reviewIntro}</p>
      <ul className="plain-list">
        {view.reviews.map(each => (
          <li key={each.category}>
            <p>
              <strong>{each.label}</strong>. {r.reviewFound(each.found)}.
            </p>
            {each.released && (
              <p className="muted">{r.releasedBy(each.released.name, moment(each.released.at, language))}</p>
            )}
            <p>
              <a href={`${tabAddress(view.reference, 'review')}?deel=${each.category}#deel`}>
                {r.reviewOpen(each.label)}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
