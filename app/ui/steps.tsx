/** What happened, what happens now, what is still to come: one list. */
import type { ReactNode } from 'react'

export type Step = {
  key: string
  state: 'done' | 'now' | 'later'
  title: ReactNode
  note?: ReactNode
  tag?: ReactNode
}

/** `words` say each mark's meaning to who cannot see it. */
export const Steps = ({ steps, words }: { steps: readonly Step[]; words: Readonly<Record<Step['state'], string>> }) => (
  <ol className="steps">
    {steps.map((step, index) => (
      <li className={`step step-${step.state}`} key={step.key} aria-current={step.state === 'now' ? 'step' : undefined}>
        <span className="step-mark" aria-hidden="true">
          {step.state === 'done' ? '✓' : index + 1}
        </span>
        <p className="step-title">
          <span className="sr-only">{words[step.state]}: </span>
          {step.title} {step.tag}
        </p>
        {step.note && <p className="step-note">{step.note}</p>}
      </li>
    ))}
  </ol>
)
