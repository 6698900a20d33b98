/** Why a value cannot be stored, as a sentence for beside its field. */
import type { FieldFault } from '#domain/field-check.ts'
import type { Language } from '#domain/language.ts'
import { number } from '../text/dates.ts'
import { words } from '../text/words.ts'

export function faultText(fault: FieldFault | { because: 'meanwhile' }, language: Language): string {
  const w = words(language).correct.faults
  if ('limit' in fault) return w[fault.because](number(fault.limit, language))
  if (fault.because === 'pattern') return fault.means[language]
  return w[fault.because]
}
