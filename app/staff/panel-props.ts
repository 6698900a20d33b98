/** What every panel of a request's page is given. */
import type { Errors } from '../ui/field.tsx'
import type { RequestView } from './request-view.ts'

/** What was typed in the form that came back, by field. */
export type Typed = Readonly<Record<string, string | undefined>>

export type PanelProps = {
  view: RequestView
  csrf: string
  /** The newest entry that the page knows (`Seen`). */
  seen: number
  errors: Errors
  typed: Typed
}

/** What was typed, to be shown again: by field, several choices with commas between. */
export function typedIn(form: FormData): Typed {
  const names = [...new Set(form.keys())].filter(name => name !== 'csrf' && name !== 'seen')
  return Object.fromEntries(
    names.map(name => [
      name,
      form
        .getAll(name)
        .filter(each => typeof each === 'string')
        .join(','),
    ]),
  )
}

/** What somebody wrote in their own words, among what was typed. */
export const textsIn = (typed: Typed): readonly string[] =>
  written.flatMap(name => (typed[name]?.trim() ? [typed[name]] : []))

const written = ['identityNote', 'doubtTold', 'scopeTold', 'extendReason', 'message', 'withdrawNote'] as const
