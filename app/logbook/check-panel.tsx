/** The check of the whole log: start it, see how far it is, and read what it found. */
import { number, recently } from '../text/dates.ts'
import { Button, Form } from '../ui/button.tsx'
import { Notice } from '../ui/blocks.tsx'
import { Progress } from '../ui/progress.tsx'
import { useWords } from '../ui/use-words.ts'
import type { LogPageView } from './log-table.tsx'

type Check = NonNullable<LogPageView['check']>

/** Seconds after which script looks again; without script there is a link. */
const lookAgain = 2

export function CheckPanel({ view, csrf }: { view: Pick<LogPageView, 'check' | 'now' | 'here'>; csrf: string }) {
  const { w, language } = useWords()
  const c = w.logbook.check
  const { check } = view
  const running = check !== null && check.verdict === null
  return (
    <section
      className="card"
      id="controle"
      aria-labelledby="controle-title"
      data-refresh={running ? lookAgain : undefined}
      data-refresh-done={running ? '' : undefined}
    >
      <div className="card-head">
        <h2 id="controle-title">{c.title}</h2>
      </div>
      {check && <Found check={check} />}
      {check && (
        <p className="muted">
          {(running ? c.started : c.ended)(
            check.by ?? c.someone,
            recently(check.finishedAt ?? check.startedAt, view.now, language),
          )}
        </p>
      )}
      {running ? (
        <p data-no-script="">
          <a href={`${view.here}#controle`}>{c.refresh}</a>
        </p>
      ) : (
        <>
          <p>{c.lead}</p>
          <Form csrf={csrf} action="/logboek?index">
            <Button name="intent" value="check">
              {check ? c.again : c.button}
            </Button>
          </Form>
        </>
      )}
    </section>
  )
}

function Found({ check }: { check: Check }) {
  const { w, language } = useWords()
  const c = w.logbook.check
  const { verdict, done, total } = check
  const count = (many: number) => number(many, language)
  if (verdict === null) {
    return (
      <>
        <Progress label={c.busy} done={done} of={total} />
        <p data-status="" role="status">
          {total === 0 ? c.starting : c.status(count(done), count(total))}
        </p>
      </>
    )
  }
  if (verdict.result === 'BROKEN_OFF') {
    return (
      <Notice title={c.brokenOff}>
        <p>{c.brokenOffText}</p>
      </Notice>
    )
  }
  if (verdict.result === 'OK') {
    return (
      <Notice tone="done" title={c.ok(count(total))}>
        <p>{c.okText(count(verdict.checkpoints), count(verdict.known))}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="error" title={c.wrong[verdict.result](check.where ?? '')}>
      <p>{c.wrongText}</p>
      <p>
        {c.technical}{' '}
        <code lang="en">
          {verdict.result}: {verdict.why}
        </code>
      </p>
    </Notice>
  )
}
