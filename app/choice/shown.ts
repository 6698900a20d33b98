/** The text on which somebody chooses, word for word as the page shows it, so that it can be shown again (7(1)). */
import { textIdOf } from '#db/consent-choice.ts'
import type { ShownText } from '#domain/consent.ts'
import { languages, type Language } from '#domain/language.ts'
import { consentPurposes } from '#domain/reading.ts'
import type { Register } from '#domain/register.ts'
import { recipientViews } from '../member/recipients.ts'

/** The purposes on consent, as the page lists them. */
export const consentText = (register: Register, language: Language): ShownText => ({
  language,
  controller: register.controller.name,
  purposes: consentPurposes(register).map(({ id, label, meaning, term }) => ({
    id,
    label: label[language],
    meaning: meaning[language],
    term: term[language],
    recipients: recipientViews(register, [id], language).map(({ name }) => name),
  })),
  groups: [],
})

/** The text that a form says it was chosen on; null when it is another by now, so that nobody says yes to what they did not read. */
export const textById = (register: Register, id: string): ShownText | null =>
  languages.map(each => consentText(register, each)).find(each => textIdOf(each) === id) ?? null
