/** What was searched and found per source, the copy that came of it, and searching now. */
import { longDay, moment, number } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag, type Tone } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import type { SourceOutcome } from './source-view.ts'
import { Seen } from './stale-notice.tsx'

const tones: Readonly<Record<SourceOutcome, Tone>> = {
  waiting: 'plain',
  busy: 'busy',
  complete: 'done',
  nothing: 'plain',
  review: 'turn',
  refused: 'plain',
  failed: 'late',
}

export function SourcesPanel({ view, csrf, seen, errors }: PanelProps) {
  const { w, language } = useWords()
  const r = w.staff.request
  const k = w.workbench.collect
  return (
    <Card title={r.sources} id="bronnen">
      {view.sources.length === 0 ? (
        <p>{r.sourcesNone}</p>
      ) : (
        view.sources.map(({ id, label, lines }) => (
          <section className="source" key={id} aria-labelledby={`bron-${id}`}>
            <h3 id={`bron-${id}`}>{label ?? r.portal}</h3>
            <StackedTable
              caption={r.sourceCaption(label ?? r.portal)}
              columns={Object.values(r.sourceColumns)}
              rows={lines.map(line => ({
                key: line.key,
                cells: [
                  line.category,
                  { content: number(line.found, language), number: true },
                  line.at ? moment(line.at, language) : '–',
                  <Tag key="outcome" tone={tones[line.outcome]}>
                    {r.outcome[line.outcome]}
                  </Tag>,
                ],
              }))}
            />
          </section>
        ))
      )}
      {view.open && view.mayCollect && view.mayWork && (
        <Form csrf={csrf} label={k.collect}>
          <input type="hidden" name="intent" value="collect" />
          <Seen seen={seen} />
          {errors.collect && (
            <p className="error" id="collect">
              {errors.collect}
            </p>
          )}
          {view.identity.known ? (
            <>
              <p className="muted">{view.identity.stranger ? k.stranger : k.hint}</p>
              <Button>{k.collect}</Button>
            </>
          ) : (
            <p>
              {k.identityFirst} <a href="#identiteit">{w.workbench.check.identity}</a>
            </p>
          )}
        </Form>
      )}
      <Copy view={view} />
    </Card>
  )
}

function Copy({ view: { copy } }: Pick<PanelProps, 'view'>) {
  const { w, language } = useWords()
  const r = w.staff.request
  if (!copy) return null
  return (
    <div id="kopie">
      {copy.running && <p>{r.copyBusy}</p>}
      {copy.retryAt && <p>{r.retryAt(moment(copy.retryAt, language))}</p>}
      {copy.gaveUp && <p>{r.gaveUp}</p>}
      {copy.readyUntil && <p>{r.copyReady(longDay(copy.readyUntil, language))}</p>}
      {copy.fetchedAt && <p>{r.copyFetched(moment(copy.fetchedAt, language))}</p>}
      {copy.gone && <p>{r.copyGone}</p>}
    </div>
  )
}
