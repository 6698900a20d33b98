/** Joining a request with one that it repeats, and taking the two apart again. */
import { changeRepeats } from '../intake/repeats.ts'
import { type Acting, type Outcome, refuse, textIn } from './acting.ts'

export const merge = (acting: Acting): Promise<Outcome> => join(acting, textIn(acting.form, 'with'))
export const unmerge = (acting: Acting): Promise<Outcome> => join(acting, null)

async function join({ context, staff, form }: Acting, other: string | null): Promise<Outcome> {
  const fault = await changeRepeats(context, staff, { reference: textIn(form, 'request'), with: other })
  if (fault) return refuse('dubbel', fault)
  return { done: other === null ? 'unmerged' : 'merged' }
}
