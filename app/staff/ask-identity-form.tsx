/** Asking the person who they are: only with the doubt on record, and whether the clock stops is said beforehand (12(6), TIME-11). */
import { offeredWays } from '#domain/identity.ts'
import { Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { PromptChoice } from './question-panel.tsx'
import { Seen } from './stale-notice.tsx'

export function AskIdentityForm({ view, csrf, seen, errors, typed }: PanelProps) {
  const { w } = useWords()
  const k = w.workbench.ask
  const { identity, question, clock } = view
  if (!question || clock.questions.some(({ kind }) => kind === 'identity')) return null
  if (identity.known && !identity.signedIn) return null
  const ways = typed.intent === 'askIdentity' ? (typed.ways ?? '').split(',') : ['codeOnFile', 'callBack']
  const { kind, needsDoubt } = question.identity
  return (
    <More
      title={k.identityTitle}
      open={typed.intent === 'askIdentity' || errors.doubtTold !== undefined || errors.ways !== undefined}
    >
      {needsDoubt && <p>{k.doubtFirst}</p>}
      {(!needsDoubt || typed.intent === 'askIdentity') && (
        <Form csrf={csrf} label={k.identityTitle}>
          <input type="hidden" name="intent" value="askIdentity" />
          <Seen seen={seen} />
          <Notice tone={kind === 'identity' ? 'info' : 'error'}>
            <p>{k.effect[kind as keyof typeof k.effect]}</p>
          </Notice>
          <Field
            name="doubtTold"
            label={k.doubtTold}
            hint={k.doubtToldHint}
            value={typed.doubtTold}
            error={errors.doubtTold}
            rows={3}
          />
          <Choices
            several
            name="ways"
            legend={k.ways}
            hint={k.waysHint}
            error={errors.ways}
            options={offeredWays.map(each => ({
              value: each,
              label: w.workbench.identity.method[each],
              checked: ways.includes(each),
            }))}
          />
          <PromptChoice name="identityPrompt" typed={typed} errors={errors} />
          <p className="muted">{k.identityRest}</p>
          <Button>{k.send}</Button>
        </Form>
      )}
    </More>
  )
}
