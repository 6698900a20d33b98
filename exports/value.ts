/** One stored value in each of the forms a bundle has: exact for machines, readable for people. */
import { type Day, type Instant, isoWithOffset, readDay } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Value } from '#domain/item.ts'
import type { Column } from '#domain/register.ts'
import { moment } from '#sources/sql/moment.ts'
import { escape } from './page/html.ts'
import type { AllBundleWords, Writing } from './words.ts'

/** What turning values into text needs to know once. */
export type Forms = { zone: string; words: AllBundleWords; writing: Readonly<Record<Language, Writing>> }

/**
 * For JSON and CSV: as stored, except that a moment gets the offset of the controller's zone (ISO 8601). A moment that
 * cannot be read as one stays what it is.
 */
export function exactly(column: Pick<Column, 'type'>, zone: string): (value: Value | undefined) => Value {
  if (column.type !== 'instant') return value => value ?? null
  return value => {
    if (value === null || value === undefined || typeof value === 'boolean') return value ?? null
    const at = moment(value)
    return at ? isoWithOffset(at, zone) : value
  }
}

/** A moment for people: "3 december 2026 14:02". */
export function readableMoment(at: Instant, zone: string, writing: Writing): string {
  const local = isoWithOffset(at, zone)
  return `${writing.day(local.slice(0, 10) as Day)} ${local.slice(11, 16)}`
}

/** For the page, already safe as HTML, in both languages at once: most values read the same in each. */
export function readably(column: Column, forms: Forms): (value: Value | undefined) => Readonly<Record<Language, string>> {
  const same = (text: string) => ({ nl: text, en: text })
  const empty = same('')
  const each = (make: (language: Language) => string) => ({ nl: make('nl'), en: make('en') })
  const plain = (value: Value | undefined) =>
    value === null || value === undefined || value === '' ? empty : same(escape(String(value)))

  switch (column.type) {
    case 'instant':
      return value => {
        const at = typeof value === 'string' || typeof value === 'number' ? moment(value) : null
        return at ? each(language => readableMoment(at, forms.zone, forms.writing[language])) : plain(value)
      }
    case 'day':
      return value => {
        const day = typeof value === 'string' ? readDay(value.slice(0, 10)) : null
        return day && value === day ? each(language => forms.writing[language].day(day)) : plain(value)
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
