/** What the bundle says of each purpose, for this person: the term of the law in words. */
import { keptUntil, purposesIn, type Term } from '#domain/retention.ts'
import type { Instant } from '#domain/day.ts'
import type { Words } from '#domain/language.ts'
import { purposesOf } from '#domain/reading.ts'
import { type Category, type LegalBasis, type Purpose, type Register } from '#domain/register.ts'
import { type Retention, rowAnchors } from '#domain/retention-rule.ts'
import type { SubjectFacts } from '#domain/subject.ts'
import type { Part } from './part.ts'
import type { Forms } from './value.ts'
import type { BundleWords, Writing } from './words.ts'

/** Where each basis stands in the GDPR. */
export const basisArticle: Readonly<Record<LegalBasis, string | null>> = {
  consent: '6(1)(a)',
  contract: '6(1)(b)',
  legalObligation: '6(1)(c)',
  legitimateInterest: '6(1)(f)',
  notStated: null,
}

/** A purpose with its term for this person in both languages. */
export type PurposeFacts = { purpose: Purpose; term: Words }

/** Whether a purpose counts from a moment of the record, so that every record has a day of its own. */
export function countsFromRow(rule: Retention): boolean {
  return rule.kind === 'untilEvent' || (rule.kind !== 'followHost' && rowAnchors.some(each => each === rule.anchor))
}

/** The purposes of a category as they stand for this person now. */
export function purposeFacts(
  category: Category,
  parts: readonly Part[],
  register: Register,
  facts: SubjectFacts,
  now: Instant,
  forms: Forms,
): PurposeFacts[] {
  const zone = register.controller.timeZone
  const used = new Set(parts.flatMap(part => purposesIn(part.table, category.id, register).map(each => each.id)))
  return purposesOf(register, category.id)
    .filter(purpose => used.size === 0 || used.has(purpose.id))
    .map(purpose => {
      const perRow = countsFromRow(purpose.retention) || (purpose.logRetention && countsFromRow(purpose.logRetention))
      const term = keptUntil(purpose, { anchors: {}, at: null, table: { isLog: false } }, facts, now, zone)
      const say = (words: BundleWords, writing: Writing) =>
        perRow ? words.data.perRecord : termInWords(term, words, writing)
      return { purpose, term: { nl: say(forms.words.nl, forms.writing.nl), en: say(forms.words.en, forms.writing.en) } }
    })
}

/** "tot en met 31 januari 2028, of zodra je je toestemming intrekt". */
export function termInWords(term: Term, words: BundleWords, writing: Writing): string {
  const sooner = 'orWithdrawn' in term && term.orWithdrawn ? words.term.orWithdrawn : ''
  switch (term.kind) {
    case 'until':
      return words.term.until(writing.day(term.day)) + sooner
    case 'ended':
      return term.day ? words.term.ended(writing.day(term.day)) : words.term.never
    default:
      return words.term[term.kind] + sooner
  }
}
