/** One save for all choices on consent; the sources are told in the same request (7(3)). */
import { z } from 'zod'
import { choose } from '#db/consent-choice.ts'
import { record } from '#db/record.ts'
import type { Instant } from '#domain/day.ts'
import { obeyNow, toldSources } from '../bar/obey.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { textById } from './shown.ts'
import { tellChoicesNow } from './tell.ts'

const answer = z.enum(['yes', 'no'])

/**
 * `changed`: how many choices are new. `told` false: a source is down, it hears later. `stale`: the text is another by now.
 * `missing`: purposes without an answer.
 */
export type Saved =
  | { changed: number; told: boolean }
  | { refused: 'stale' | 'gone' }
  | { refused: 'missing'; purposes: readonly string[] }

export async function saveChoices(
  portal: Portal,
  subjectId: string,
  form: URLSearchParams | FormData,
  { now, gpc }: { now: Instant; gpc: boolean },
): Promise<Saved> {
  const shown = textById(portal.register, z.string().catch('').parse(form.get('text')))
  if (!shown) return { refused: 'stale' }
  const self = await selfOf(portal, subjectId)
  if (!self) return { refused: 'gone' }
  const read = shown.purposes.map(({ id }) => ({ id, answer: answer.safeParse(form.get(`purpose-${id}`)) }))
  const missing = read.filter(each => !each.answer.success).map(({ id }) => id)
  if (missing.length > 0) return { refused: 'missing', purposes: missing }
  const choices = read.map(each => ({
    purpose: each.id,
    given: each.answer.data === 'yes',
    before: self.facts.consents[each.id]?.given ?? null,
  }))
  const changed = await record(portal.store, now, { kind: 'member', ref: subjectId }, ledger =>
    choose(ledger, toldSources(portal), { subjectId, shown, choices, way: 'page', gpc }),
  )
  const told = await tellChoicesNow(portal, subjectId)
  const obeyed = await obeyNow(portal, subjectId)
  return { changed, told: told && obeyed }
}
