/** One stored value in each of the forms a bundle has: exact for machines, readable for people. */
import { readDay } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Value } from '#domain/item.ts'
import type { Column } from '#domain/register.ts'
import type { Local } from './moments.ts'
import { escape } from './page/html.ts'
import type { AllBundleWords, Writing } from './words.ts'

/** What turning values into text needs to know once. */
export type Forms = {
  zone: string
  words: AllBundleWords
  writing: Readonly<Record<Language, Writing>>
  moment: (value: Value | undefined) => Local | null
}

/** For the page, already safe as HTML, in both languages at once: most values read the same in each. */
export type Readable = { nl: string; en: string }

/**
 * For JSON and CSV: as stored, except that a moment gets the offset of the controller's zone (ISO 8601). A moment that
 * cannot be read as one stays what it is.
 */
export function exactly(column: Pick<Column, 'type'>, forms: Forms): (value: Value | undefined) => Value {
  if (column.type !== 'instant') return value => value ?? null
  return value => forms.moment(value)?.iso ?? value ?? null
}

const empty: Readable = { nl: '', en: '' }
const same = (text: string): Readable => ({ nl: text, en: text })
const plain = (value: Value | undefined): Readable =>
  value === null || value === undefined || value === ''
    ? empty
    : same(escape(typeof value === 'string' ? value : String(value)))

/** A function that makes one column's values readable. */
export function readably(column: Column, forms: Forms): (value: Value | undefined) => Readable {
  const each = (make: (language: Language) => string): Readable => ({ nl: make('nl'), en: make('en') })
  switch (column.type) {
    case 'instant':
      return value => forms.moment(value) ?? plain(value)
    case 'day':
      return value => {
        const day = typeof value === 'string' ? readDay(value) : null
        return day ? each(language => forms.writing[language].day(day)) : plain(value)
      }
    case 'boolean': {
      const yes = each(language => forms.words[language].yes)
      const no = each(language => forms.words[language].no)
      return value => (value === true || value === 1 ? yes : value === false || value === 0 ? no : plain(value))
    }
    case 'enum': {
      const legend = new Map(
        Object.entries(column.legend ?? {}).map(([code, label]) => [code, each(language => escape(label[language]))]),
      )
      return value => legend.get(String(value)) ?? plain(value)
    }
    default:
      return plain
  }
}
