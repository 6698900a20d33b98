/** The languages people can read us in; Dutch first. Every sentence exists in each of them. */
export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]
/** A text in every language. */
export type Words = Readonly<Record<Language, string>>
