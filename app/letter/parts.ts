/**
 * Whether a letter says what the law asks of it (REF-02, NL-03, `domain/letter.ts`). Facts must stand in it as they are: the
 * reason of each refusal, the article, the authority's name, the days. What is a sentence and no fact is known by the words
 * it cannot do without, so that somebody can say it in their own way.
 */
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { type LetterPart, requiredParts } from '#domain/letter.ts'
import { draftOf } from '#db/letter-draft.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Portal } from '../portal.ts'
import { type Facts, letterOf, type LetterOf } from './facts.ts'
import { mark } from './marks.ts'

export type PartId = LetterPart

/** Words that say it, one of each group; all in small letters. */
const sayings: Readonly<Record<Language, Partial<Readonly<Record<LetterPart, readonly RegExp[]>>>>> = {
  nl: {
    apology: [/spijt|excuses|excuus|sorry/, /te laat/],
    recipients: [
      /laten .{0,40}weten|vertellen|geven .{0,40}door|doorgegeven|op de hoogte/,
      /anderen|ontvangers|bedrijven|organisaties/,
    ],
    lifting: [/eerst/, /weten|bericht|mail|vertellen/],
    past: [/eerder|tot nu toe|daarvoor/],
    transfer: [/doorsturen|rechtstreeks|direct sturen/],
    court: [/rechtbank|rechter/],
    courtTerm: [/\b(6|zes) weken\b/],
    noTerm: [/geen (vaste )?(termijn|einddatum|tijd)/],
    noLawyer: [/geen advocaat|zonder advocaat/],
  },
  en: {
    apology: [/sorry|apolog/, /late/],
    recipients: [/let them know|let .{0,40}know|tell|told|inform/, /others|recipients|companies|organisations/],
    lifting: [/first/, /know|tell|message/],
    past: [/before|until now|earlier/],
    transfer: [/send .{0,40} on|directly|transfer/],
    court: [/\bcourt\b/],
    courtTerm: [/\b(6|six) weeks\b/],
    noTerm: [/no (time limit|deadline|term)/],
    noLawyer: [/no lawyer|without a lawyer|not need a lawyer/],
  },
}

/** What this letter must say and does not, in the order of reading. `text` is the draft, with its marks. */
export function unsaid(
  text: string,
  { is, facts }: Pick<LetterOf, 'is' | 'facts'>,
  language: Language,
): readonly LetterPart[] {
  const said = plain(text)
  const has = (...pieces: readonly string[]) => pieces.every(piece => piece !== '' && said.includes(plain(piece)))
  return requiredParts(is).filter(part => {
    const sayingsOf = sayings[language][part] ?? []
    return !(sayingsOf.every(pattern => pattern.test(said)) && factsSaid(part, facts, has))
  })
}

function factsSaid(part: LetterPart, facts: Facts, has: (...pieces: readonly string[]) => boolean): boolean {
  switch (part) {
    case 'reference':
      return has(facts.reference)
    case 'bundle':
      return has(mark('bundle_until'))
    case 'reasons':
      return facts.refused.every(each => has(each.because, each.article))
    case 'hidden':
      return facts.hidden.every(each => has(each.what, each.because, each.article))
    case 'searched':
      return facts.searched.every(system => has(system))
    case 'wouldHelp':
      return facts.refused.length > 0 && facts.refused.every(each => has(each.change))
    case 'authority':
      return has(facts.authority)
    case 'courtTerm':
      return has(mark('court_until'))
    case 'contact':
      return has(facts.contact)
    default:
      return true
  }
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[’‘]/g, "'").toLowerCase()

/**
 * What the law asks of the letter of this request and its saved draft does not say; without a draft, everything. Empty
 * while nothing is decided: then there is no letter to ask anything of.
 */
export async function missingParts(
  context: { portal: Pick<Portal, 'store' | 'register' | 'config'>; now: Instant },
  row: SubjectRequest,
): Promise<readonly PartId[]> {
  const { portal, now } = context
  const draft = await draftOf(portal.store.read, portal.store.t, row.id)
  const language = draft?.language ?? 'nl'
  const letter = await letterOf(portal, row, { now, language })
  return letter ? unsaid(draft?.text ?? '', letter, language) : []
}
