/** The steps of a request, each a small record: who, when, and why. */
import { longDay, moment, number } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { Steps } from '../ui/steps.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import type { StepView } from './step-view.ts'

export function StepsPanel({ view }: Pick<PanelProps, 'view'>) {
  const { w, language } = useWords()
  const k = w.workbench.steps
  const why = ({ why: reason, step }: StepView): string => {
    switch (reason.code) {
      case 'method':
        return [w.workbench.identity.method[reason.method], reason.note].filter(Boolean).join(': ')
      case 'reviewed':
      case 'decided':
      case 'found':
        return k.count[reason.code](number(reason.count, language))
      case 'none':
        return step === 'close' && view.closedAt && view.keptUntil ? k.kept(longDay(view.keptUntil, language)) : ''
      default:
        return k.why[reason.code]
    }
  }
  const note = (step: StepView): string =>
    [step.by, step.at && moment(step.at, language), why(step)].filter(Boolean).join(' · ')
  return (
    <Card title={k.title} id="stappen">
      <Steps
        words={w.requests.stepState}
        steps={view.steps.map(step => ({
          key: step.step,
          state: step.state,
          title: k.step[step.step],
          note: step.state === 'done' ? note(step) : undefined,
        }))}
      />
    </Card>
  )
}
