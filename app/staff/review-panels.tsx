/** Controle: the kinds of data with where each stands, and one kind of them record by record. */
import { lookPurposes } from '#domain/look-purpose.ts'
import { moment, number } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, type Errors } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { Refused } from './review-change.ts'
import { ReviewRecord } from './review-panes.tsx'
import type { PartState, PartView, ReviewView } from './review-view.ts'
import { Seen } from './stale-notice.tsx'

const tones: Readonly<Record<PartState, Tone>> = {
  waits: 'turn',
  released: 'done',
  refused: 'late',
  free: 'plain',
  none: 'plain',
  unknown: 'late',
}

type Page = { csrf: string; seen: number; reference: string; errors: Errors; typed?: Refused['typed'] }

/** Closed until somebody says why they look (Art. 5(1)(b)). */
export function OpenPanel({ view, csrf, error }: { view: ReviewView; csrf: string; error?: string }) {
  const { w } = useWords()
  const r = w.staff.request
  if (!view.maySeeData) return <Notice tone="info">{<p>{r.mayNot}</p>}</Notice>
  if (!view.known) return <Notice tone="info">{<p>{w.review.gone}</p>}</Notice>
  return (
    <Card title={r.person} id="gegevens">
      <Form csrf={csrf}>
        <input type="hidden" name="intent" value="look" />
        <p>{w.review.closed}</p>
        <Choices
          name="purpose"
          legend={r.why}
          hint={r.personWarning}
          error={error}
          options={lookPurposes.map(each => ({
            value: each,
            label: w.staff.lookPurpose[each],
            checked: each === 'review',
          }))}
        />
        <Button look="primary">{r.openData}</Button>
      </Form>
    </Card>
  )
}

export function PartsPanel({ view }: { view: ReviewView }) {
  const { w, language } = useWords()
  const r = w.review
  const columns = r.partsColumns
  return (
    <Card title={r.parts} id="soorten">
      {!view.copy && <p>{r.noCopy}</p>}
      <div className="source">
        <StackedTable
          caption={r.parts}
          columns={[columns.part, columns.count, columns.hidden, columns.state]}
          rows={view.parts.map(each => ({
            key: each.id,
            current: each.id === view.part?.id,
            cells: [
              <a
                key="open"
                href={`?deel=${each.id}#deel`}
                aria-current={each.id === view.part?.id ? 'true' : undefined}
              >
                {each.label}
              </a>,
              { content: each.count === null ? '–' : number(each.count, language), number: true },
              { content: number(each.hidden, language), number: true },
              <Tag key="state" tone={tones[each.state]}>
                {r.states[each.state]}
              </Tag>,
            ],
          }))}
        />
      </div>
      {!view.part && <p className="muted">{r.pick}</p>}
    </Card>
  )
}

export function PartPanel({ part, view, open, ...page }: Page & { part: PartView; view: ReviewView; open: boolean }) {
  const { w } = useWords()
  const r = w.review
  const may = open && view.copy && view.mayWork
  return (
    <section id="deel" aria-labelledby="deel-title" className="review-part">
      <h2 id="deel-title">{r.part(part.label)}</h2>
      {part.review && <p>{part.review}</p>}
      {view.copy && part.state === 'free' && <p className="muted">{r.free}</p>}
      {part.records === null ? (
        <p className="error">{r.failed}</p>
      ) : part.records.length === 0 ? (
        <p>{r.empty}</p>
      ) : (
        <>
          <p className="muted" data-keys-hint="" hidden>
            {r.keys}
          </p>
          <ol className="review-records">
            {part.records.map(each => (
              <ReviewRecord
                key={each.id}
                record={each}
                category={part.id}
                reference={page.reference}
                csrf={page.csrf}
                seen={page.seen}
                open={may}
                typed={page.typed}
                errors={page.errors}
              />
            ))}
          </ol>
        </>
      )}
      <Pager next={part.next} first={part.first} words={{ pages: w.common.pages, older: r.older, newest: r.newest }} />
      {view.copy && <Release part={part} may={may} {...page} />}
    </section>
  )
}

function Release({ part, may, csrf, seen, errors }: Page & { part: PartView; may: boolean }) {
  const { w, language } = useWords()
  const r = w.review
  const { progress, released, hidden } = part
  if (part.state === 'released' && released) {
    return (
      <Notice tone="done">
        <p>
          {r.releasedBy(released.name, moment(released.at, language))}{' '}
          {hidden > 0 && r.hiddenCount(number(hidden, language))}
        </p>
      </Notice>
    )
  }
  if (part.state !== 'waits' || !progress) return null
  const seenNow = progress.total - progress.unseen
  return (
    <Notice>
      {errors.release && (
        <p className="error" id="release" tabIndex={-1}>
          {errors.release}
        </p>
      )}
      <p>
        {progress.unseen === 0 ? r.allSeen : r.progress(number(seenNow, language), number(progress.total, language))}{' '}
        {hidden > 0 && r.hiddenCount(number(hidden, language))}
      </p>
      {may && (
        <Form csrf={csrf}>
          <input type="hidden" name="intent" value="release" />
          <Seen seen={seen} />
          <Button look="primary" name="category" value={part.id}>
            {r.release}
          </Button>
        </Form>
      )}
      <p className="muted">{r.releaseHint}</p>
    </Notice>
  )
}
