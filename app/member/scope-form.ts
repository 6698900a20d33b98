/** What somebody wants a copy of, from the form to a scope: the value, or a sentence per field that is not right. */
import { type Day, readDay } from '#domain/day.ts'
import type { Register } from '#domain/register.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { AllWords } from '../text/words.ts'
import type { Errors } from '../ui/field.tsx'

/** As typed, so that the page can show it again; also what stands in the address while a code is asked in between. */
export type Typed = { what: string; part: readonly string[]; from: string; until: string; as: string }

export const everything: Typed = { what: 'all', part: [], from: '', until: '', as: 'both' }

/** Longest text of one field that is looked at, in characters. */
const longest = 64

export function readTyped(fields: URLSearchParams, register: Pick<Register, 'categories'>): Typed {
  const one = (name: string) => (fields.get(name) ?? '').slice(0, longest).trim()
  const known = new Set(register.categories.map(each => each.id))
  return {
    what: one('what') || everything.what,
    part: [...new Set(fields.getAll('part'))].filter(each => known.has(each)),
    from: one('from'),
    until: one('until'),
    as: one('as') || everything.as,
  }
}

/** The same as an address, without what is as usual. Categories and days are no personal data. */
export function typedQuery(typed: Typed): string {
  const query = new URLSearchParams()
  for (const part of typed.part) query.append('part', part)
  for (const name of ['what', 'from', 'until', 'as'] as const) {
    if (typed[name] !== everything[name]) query.set(name, typed[name])
  }
  return query.size > 0 ? `?${query}` : ''
}

export function scopeOf(
  typed: Typed,
  today: Day,
  w: AllWords['download']['errors'],
): { scope: Scope } | { errors: Errors } {
  const from = dayFrom(typed.from)
  const until = dayFrom(typed.until)
  const errors: Errors = {
    ...(typed.what === 'some' && typed.part.length === 0 && { part: w.parts }),
    ...(from === 'wrong' && { from: w.from }),
    ...(from && from !== 'wrong' && from > today && { from: w.future }),
    ...(until === 'wrong' && { until: w.until }),
    ...(from && until && from !== 'wrong' && until !== 'wrong' && until < from && { until: w.order }),
    ...(!Object.hasOwn(forms, typed.as) && { as: w.form }),
  }
  if (Object.keys(errors).length > 0) return { errors }
  return {
    scope: {
      categories: typed.what === 'some' ? typed.part : null,
      from: from as Day | null,
      until: until as Day | null,
      forms: forms[typed.as as keyof typeof forms],
    },
  }
}

const forms = {
  both: ['access', 'portability'],
  access: ['access'],
  portability: ['portability'],
} as const satisfies Record<string, Scope['forms']>

/** A day as `2026-03-31`, or as people write it here: `31-3-2026`. */
function dayFrom(text: string): Day | null | 'wrong' {
  if (text === '') return null
  const [, day, month, year] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text) ?? []
  return readDay(year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text) ?? 'wrong'
}
