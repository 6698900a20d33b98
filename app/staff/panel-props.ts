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
