/** Open questions to the person and what may follow, and the question what exactly they ask (recital 63, TIME-12). */
import { longDay, number } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, type Errors, Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps, Typed } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function QuestionPanel(props: PanelProps) {
  const { w } = useWords()
  const { view } = props
  if (!view.open || (view.clock.questions.length === 0 && !view.clock.asked && !view.question?.clarify)) return null
  return (
    <Card title={w.workbench.ask.title} id="vraag">
      {view.clock.asked && <OpenQuestions {...props} />}
      {view.mayWork && <AskScopeForm {...props} />}
    </Card>
  )
}

function OpenQuestions({ view: { clock, mayWork, reference, remindedAt }, csrf, seen, errors, typed }: PanelProps) {
  const { w, language } = useWords()
  const k = w.workbench.ask
  return (
    <>
      {clock.questions.length === 0 && <p>{k.openVoid}</p>}
      {clock.questions.map(({ kind, since, days, remindOn, closeFrom }) => (
        <div key={`${kind} ${since}`}>
          <p>
            <strong>{k.open[kind]}</strong> {k.since(longDay(since, language), days)}
          </p>
          <p className="muted">
            {remindedAt && remindedAt.slice(0, 10) >= remindOn
              ? k.reminded
              : clock.today < remindOn
                ? k.remindOn(longDay(remindOn, language))
                : k.remindByHand}{' '}
            {closeFrom && clock.today < closeFrom && k.closeFrom(longDay(closeFrom, language))}
          </p>
          {closeFrom && clock.today >= closeFrom && (
            <Notice>
              <p>
                {k.mayClose} <a href={`/werkvoorraad/${reference}/besluit`}>{k.toDecision}</a>
              </p>
            </Notice>
          )}
        </div>
      ))}
      {mayWork && (
        <Form csrf={csrf} label={k.resume} className="inline-form">
          <input type="hidden" name="intent" value="resume" />
          <Seen seen={seen} />
          <Field
            name="answeredOn"
            label={k.answeredOn}
            hint={k.answeredOnHint}
            type="date"
            size="day"
            value={(typed.intent === 'resume' ? typed.answeredOn : undefined) ?? clock.today}
            error={errors.answeredOn}
          />
          <Button>{k.resume}</Button>
        </Form>
      )}
    </>
  )
}

function AskScopeForm({ view: { question, clock }, csrf, seen, errors, typed }: PanelProps) {
  const { w, language } = useWords()
  const k = w.workbench.ask
  const clarify = question?.clarify
  if (!clarify || clock.questions.some(({ kind }) => kind === 'clarify')) return null
  const { kind, held, largeFrom } = clarify
  return (
    <More title={k.scopeTitle} open={typed.intent === 'askScope' || errors.scopeTold !== undefined}>
      <Form csrf={csrf} label={k.scopeTitle}>
        <input type="hidden" name="intent" value="askScope" />
        <Seen seen={seen} />
        <Notice tone={kind === 'clarify' ? 'info' : 'error'}>
          <p>
            {held === null
              ? k.heldUnknown(number(largeFrom, language))
              : k.held(number(held, language), number(largeFrom, language))}{' '}
            {k.effect[kind as keyof typeof k.effect]}
          </p>
        </Notice>
        <Field
          name="scopeTold"
          label={k.scopeTold}
          hint={k.scopeToldHint}
          value={typed.scopeTold}
          error={errors.scopeTold}
          rows={3}
        />
        <PromptChoice name="scopePrompt" typed={typed} errors={errors} />
        <p className="muted">{k.scopeRest}</p>
        <Button>{k.send}</Button>
      </Form>
    </More>
  )
}

/** Asked as soon as it could be? The law gives no number of days, so staff say (TIME-11). */
export function PromptChoice({ name, typed, errors }: { name: string; typed: Typed; errors: Errors }) {
  const { w } = useWords()
  const k = w.workbench.ask
  return (
    <Choices
      name={name}
      legend={k.prompt}
      hint={k.promptHint}
      error={errors[name]}
      options={[
        { value: 'yes', label: k.promptYes, checked: typed[name] === 'yes' },
        { value: 'no', label: k.promptNo, checked: typed[name] === 'no' },
      ]}
    />
  )
}
