/** Who receives data of these purposes, by name: who may (the register) and who really did (the disclosures). */
import { dayOf } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { recipientsOf } from '#domain/reading.ts'
import type { PurposeId, Register } from '#domain/register.ts'
import { plainDay } from '#app/text/dates.ts'
import type { Disclosure } from './disclosures.ts'

export type RecipientView = {
  name: string
  what: string
  /** Not known by name yet: a gap that the controller must fill. */
  unnamed: boolean
  /** ISO country code when it is outside the Netherlands. */
  country: string | null
  /** Days on which data were really given, newest first. */
  given: readonly string[]
}

export function recipientViews(
  register: Register,
  purposes: readonly PurposeId[],
  disclosures: readonly Disclosure[],
  language: Language,
): readonly RecipientView[] {
  const day = ({ at }: Disclosure) => plainDay(dayOf(at, register.controller.timeZone), language)
  const here = disclosures.filter(each => purposes.includes(each.purpose))
  const listed = recipientsOf(register, purposes)
  const names = new Set(listed.map(each => each.name))
  return [
    ...listed.map(each => ({
      name: each.name,
      what: each.what[language],
      unnamed: each.known === 'byCategory',
      country: each.country === null || each.country === 'NL' ? null : countryName(each.country, language),
      given: unique(here.filter(one => one.recipient === each.name).map(day)),
    })),
    ...unique(here.map(each => each.recipient).filter(name => !names.has(name))).map(name => {
      const given = here.filter(each => each.recipient === name)
      return {
        name,
        what: unique(given.map(each => each.what)).join(', '),
        unnamed: false,
        country: null,
        given: unique(given.map(day)),
      }
    }),
  ]
}

const countryName = (code: string, language: Language): string =>
  new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]
