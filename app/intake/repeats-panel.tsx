/** "Misschien dubbel", for staff: requests that seem to ask the same, and those that were joined; both days of arrival stand there. */
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { longDay } from '../text/dates.ts'
import { useWords } from '../ui/use-words.ts'
import type { RepeatsView } from './repeats.ts'

/** @param action where the forms go; absent: the page itself takes `merge` and `unmerge` */
export function RepeatsPanel({
  repeats,
  csrf,
  mayWork,
  error,
  action,
}: {
  repeats: readonly RepeatsView[]
  csrf: string
  mayWork: boolean
  error?: string
  action?: string
}) {
  const { w } = useWords()
  if (repeats.length === 0) return null
  return (
    <Card title={w.intake.repeats.title} id="dubbel">
      {error && <p className="error">{error}</p>}
      <p className="muted">
        {w.intake.repeats.intro} {w.intake.repeats.earliest}
      </p>
      {repeats.map(each => (
        <div className="plain-list" key={each.reference}>
          <Joined view={each} csrf={csrf} mayWork={mayWork} action={action} />
          {each.likely.map(other => (
            <Likely key={other.reference} mine={each} other={other} csrf={csrf} mayWork={mayWork} action={action} />
          ))}
        </div>
      ))}
    </Card>
  )
}

type Part = { csrf: string; mayWork: boolean; action: string | undefined }

function Joined({ view, csrf, mayWork, action }: { view: RepeatsView } & Part) {
  const { w, language } = useWords()
  const r = w.intake.repeats
  const day = (each: { received: RepeatsView['received'] }) => longDay(each.received, language)
  const apart = (reference: string) =>
    mayWork &&
    view.open && (
      <Form csrf={csrf} action={action} label={r.unmergeNamed(reference)}>
        <input type="hidden" name="intent" value="unmerge" />
        <Button name="request" value={reference}>
          {r.unmerge}
          <span className="sr-only">: {reference}</span>
        </Button>
      </Form>
    )
  return (
    <>
      {view.into && (
        <div>
          <p>
            <strong className="mono">{view.reference}</strong>:{' '}
            <a href={`/werkvoorraad/${view.into.reference}`}>{r.into(view.into.reference)}</a>.{' '}
            {r.intoText(day(view), day(view.into))}
          </p>
          {apart(view.reference)}
        </div>
      )}
      {view.merged.map(each => (
        <div key={each.reference}>
          <p>
            <strong className="mono">{view.reference}</strong>:{' '}
            <a href={`/werkvoorraad/${each.reference}`}>{r.with(each.reference)}</a>. {r.withText(day(each))}
          </p>
          {apart(each.reference)}
        </div>
      ))}
    </>
  )
}

function Likely({
  mine,
  other,
  csrf,
  mayWork,
  action,
}: { mine: RepeatsView; other: RepeatsView['likely'][number] } & Part) {
  const { w, language } = useWords()
  const r = w.intake.repeats
  return (
    <div>
      <p>
        <a className="mono" href={`/werkvoorraad/${other.reference}`}>
          {other.reference}
        </a>
        , {w.staff.right[mine.right]} ({r.because[other.because]}).{' '}
        {r.arrived(longDay(mine.received, language), longDay(other.received, language))}
      </p>
      {mayWork && mine.open && other.samePerson && (
        <Form csrf={csrf} action={action} label={r.mergeNamed(other.reference)}>
          <input type="hidden" name="intent" value="merge" />
          <input type="hidden" name="request" value={mine.reference} />
          <Button name="with" value={other.reference}>
            {r.merge}
            <span className="sr-only">: {other.reference}</span>
          </Button>
        </Form>
      )}
      {!other.samePerson && (
        <p className="muted">
          {other.strangers ? r.strangers : r.linkFirst}{' '}
          {other.letter && <a href={`/werkvoorraad/bericht/${other.letter}`}>{w.intake.letter.open}</a>}
        </p>
      )}
    </div>
  )
}
