/** Who may receive data of these purposes, as the register says; who really did stands in `disclosures.ts`. */
import type { Language } from '#domain/language.ts'
import { recipientsOf } from '#domain/reading.ts'
import type { PurposeId, Register } from '#domain/register.ts'

export type RecipientView = {
  name: string
  what: string
  /** Not known by name yet: a gap that the controller must fill. */
  unnamed: boolean
  /** Where it is, when that is outside the Netherlands. */
  country: string | null
}

export const recipientViews = (
  register: Register,
  purposes: readonly PurposeId[],
  language: Language,
): readonly RecipientView[] =>
  recipientsOf(register, purposes).map(each => ({
    name: each.label[language],
    what: each.what[language],
    unnamed: each.known === 'byCategory',
    country: each.country === null || each.country === 'NL' ? null : countryName(each.country, language),
  }))

/** "Verenigde Staten" for `US`; what is no country code stays as it is. */
export function countryName(code: string, language: Language): string {
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code) : code
}
