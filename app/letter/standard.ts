/** The text that comes with the program for each letter: right × outcome × language, put together from `app/text`. */
import type { AnswerOutcome } from '#domain/answer.ts'
import type { Language } from '#domain/language.ts'
import type { LetterPart } from '#domain/letter.ts'
import type { Right } from '#domain/right.ts'
import { isCopy } from '#domain/standing.ts'
import { words } from '../text/words.ts'

/** A template in the language of `template.ts`; paragraphs are apart by an empty line, `##` is a heading, `-` a line of a list. */
export function standardTemplate(right: Right, outcome: AnswerOutcome, language: Language): string {
  const w = words(language).templates
  const asked = w.asked.replace('{{ asked }}', w.rights[right])
  const title = (text: string) => `## ${text}`
  const given = outcome === 'granted' || outcome === 'partly'
  const middle = given
    ? [
        w.outcome[right][outcome],
        ...(isCopy(right)
          ? [title(w.copyTitle), w.bundle, w.bundlePost, ...(right === 'portability' ? [w.transfer] : [])]
          : [title(w.doneTitle), w.done]),
        ...(right === 'rectification' || right === 'erasure' || right === 'restriction' ? [w.recipients] : []),
        ...(right === 'restriction' ? [w.lifting] : []),
        ...(right === 'withdrawal' ? [w.past] : []),
        ...(outcome === 'partly' ? [title(isCopy(right) ? w.refusedTitle : w.refusedTitleOther), kept(w)] : []),
      ]
    : outcome === 'refused'
      ? [w.outcome[right].refused, title(w.whyTitle), kept(w)]
      : outcome === 'notHeld'
        ? [w.notHeld, title(w.searchedTitle), w.searched]
        : [w.cannotIdentify, title(w.whyTitle), w.refused, title(w.helpsTitle), w.helps]
  const remedies = [
    title(w.disagreeTitle),
    w.secondLook,
    w.authority,
    `${w.court} {% if late %}${w.noTerm}{% else %}${w.courtTerm}{% endif %} ${w.noLawyer}`,
  ]
  return [
    w.greeting,
    asked,
    ifLate(w.late),
    ...middle,
    // Whoever got all they asked, in time, has nothing to complain of in court.
    ...(outcome === 'granted' ? [ifLate(remedies.join('\n\n'))] : remedies),
    title(w.contactTitle),
    w.contact,
    w.goodbye,
    w.sender,
  ].join('\n\n')
}

/** The text of the program for one part, for a letter that lacks it; empty when its sentences stand elsewhere. */
export function standardPart(part: LetterPart, right: Right, language: Language): string {
  const w = words(language).templates
  const texts: Readonly<Record<LetterPart, string>> = {
    reference: w.asked.replace('{{ asked }}', w.rights[right]),
    apology: w.late,
    bundle: w.bundle,
    reasons: w.refused,
    hidden: w.hidden,
    searched: `## ${w.searchedTitle}\n\n${w.searched}`,
    wouldHelp: `## ${w.helpsTitle}\n\n${w.helps}`,
    recipients: w.recipients,
    lifting: w.lifting,
    past: w.past,
    transfer: w.transfer,
    authority: w.authority,
    court: w.court,
    courtTerm: w.courtTerm,
    noTerm: w.noTerm,
    noLawyer: w.noLawyer,
    contact: w.contact,
  }
  return texts[part]
}

const kept = (w: { refused: string; hidden: string }): string => `${w.refused}${w.hidden}`
const ifLate = (text: string): string => `{% if late %}${text}{% endif %}`
