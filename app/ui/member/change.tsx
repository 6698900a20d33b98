/** Beside a value: the way to change it, and a change of just now with its way back. */
import { createContext, useContext } from 'react'
import type { ChangeView } from '../../member/changes.ts'
import type { Corrected } from '../../member/correct.ts'
import type { AllWords } from '../../text/words.ts'
import { Notice } from '../blocks.tsx'
import { Button, Form } from '../button.tsx'

type Words = AllWords['correct']

/** Only the person's own pages have it. */
export const CorrectContext = createContext<{ csrf: string; w: Words } | null>(null)

export function Change({ change, label }: { change: ChangeView; label: string }) {
  const context = useContext(CorrectContext)
  return context ? (
    <a className="value-change" href={change.href}>
      {context.w.change}
      <span className="sr-only"> {label}</span>
    </a>
  ) : null
}

export function ChangeState({ change: { href, state }, label }: { change: ChangeView; label: string }) {
  const context = useContext(CorrectContext)
  if (!context || !state) return null
  const { csrf, w } = context
  if (state.kind === 'busy') return <p className="change-state small">{w.busy}</p>
  return (
    <Form csrf={csrf} action={href} className="change-state small">
      <span>{w.saved(state.at)}</span>{' '}
      <Button look="link" name="undo" value={state.undo}>
        {w.undo}
        <span className="sr-only"> {label}</span>
      </Button>{' '}
      <span className="muted">({w.undoLeft(state.minutes)})</span>
    </Form>
  )
}

export const CorrectResult = ({ result, w }: { result: Corrected; w: Words }) => (
  <Notice tone={result === 'notSaved' || result === 'undoLate' ? 'error' : 'done'} live title={w.results[result]} />
)
