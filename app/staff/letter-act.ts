/** Every form of a letter's page, to what came of it: in the address when it is done, by field when it is refused. */
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Language } from '#domain/language.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { words } from '../text/words.ts'
import type { Errors } from '../ui/field.tsx'
import { changeLetter, results as letterResults } from './letter-change.ts'
import { changePosted } from './posted-change.ts'
import { changeSecondLook, lookIntents } from './second-look-change.ts'
import type { Change } from './stale.ts'

export const results = [...letterResults, 'posted', 'lookTaken', 'lookDecided'] as const
export type Result = (typeof results)[number]

export type Refused = {
  errors: Errors
  stale: readonly Change[] | null
  typed: { text: string; language: Language } | null
  /** What was typed about a second look. */
  reason: string | null
}

export async function letterAct(
  context: Context,
  staff: StaffVisitor,
  row: SubjectRequest,
  form: FormData,
): Promise<{ done: Result } | Refused> {
  const w = words(context.language).letters
  if (lookIntents.some(each => each === form.get('intent'))) {
    const looked = await changeSecondLook(context, staff, row, form)
    if (typeof looked === 'string') return { done: looked }
    const { field, because, reason = null } = looked
    return { errors: { [field]: w.look.refusal[because] }, stale: null, typed: null, reason }
  }
  if (form.get('intent') === 'posted') {
    const fault = await changePosted(context, staff, row, form)
    return fault
      ? { errors: { posted: w.posted.fault[fault] }, stale: null, typed: null, reason: null }
      : { done: 'posted' }
  }
  const done = await changeLetter(context, staff, row, partOf(form))
  if (typeof done === 'string') return { done }
  const { because, stale = null, typed = null } = done
  return { errors: errorsOf(because, w), stale, typed, reason: null }
}

function errorsOf(
  because: 'empty' | 'long' | 'changed' | 'notReady' | 'onItsWay' | 'way' | undefined,
  w: ReturnType<typeof words>['letters'],
): Errors {
  if (because === undefined) return {}
  if (because === 'empty' || because === 'long') return { text: w[because] }
  return because === 'way' ? { way: w.refusal.way } : { versturen: w.refusal[because] }
}

/** `add:court` is the intent `add` of the part `court`: a button sends one value. */
function partOf(form: FormData): FormData {
  const intent = form.get('intent')
  if (typeof intent !== 'string' || !intent.startsWith('add:')) return form
  form.set('intent', 'add')
  form.set('part', intent.slice(4))
  return form
}
