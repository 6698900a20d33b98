/** What waits for a person before it goes out, with the way to it. */
import { moment } from '../text/dates.ts'
import { Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function ReviewPanel({ view, csrf, seen, errors }: PanelProps) {
  const { w, language } = useWords()
  const r = w.staff.request
  if (view.reviews.length === 0) return null
  return (
    <Notice tone={view.reviews.every(each => each.released) ? 'done' : 'turn'} title={r.review}>
      <p>{r.reviewIntro}</p>
      {errors.category && (
        <p className="error" id="category">
          {errors.category}
        </p>
      )}
      <ul className="plain-list">
        {view.reviews.map(each => (
          <li key={each.category}>
            <p>
              <strong>{each.label}</strong>. {r.reviewFound(each.found)}.
            </p>
            {each.released ? (
              <p className="muted">{r.releasedBy(each.released.name, moment(each.released.at, language))}</p>
            ) : (
              <div className="row">
                {view.person && <a href={`?deel=${each.category}#deel`}>{r.reviewOpen(each.label)}</a>}
                {!view.person && view.maySeeData && <a href="#gegevens">{r.openFirst}</a>}
                {view.mayWork && each.seen && (
                  <Form csrf={csrf} label={r.release}>
                    <input type="hidden" name="intent" value="release" />
                    <Seen seen={seen} />
                    <Button look="primary" name="category" value={each.category}>
                      {r.release}
                    </Button>
                  </Form>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <p className="muted">{r.releaseHint}</p>
    </Notice>
  )
}
