/** The search field, and the palette: a number goes to its page, a command is done, anything else becomes a list. */
import { countWithin } from '#db/rate-limit.ts'
import { colleagues as colleaguesOf } from '#db/staff.ts'
import { requestByReference } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { type CommandVerb, readCommand } from '#domain/queue-command.ts'
import { keySpelling, queueKeys, valuesOf } from '#domain/queue-key.ts'
import { parseQuery, type QueueQuery } from '#domain/queue-query.ts'
import type { Language } from '#domain/language.ts'
import { words as textIn } from '../text/words.ts'
import { typedWords } from '../search-words.ts'
import { addressOf, queuePath } from './queue-address.ts'
import { askerOf, filterOf, type Slip } from './queue-asked.ts'
import { assign, type Doing, label, type Outcome } from './queue-picked.ts'

/** Searches by name or address per person: nobody finds out who wrote to us by trying names (T9). */
const mostNameSearches = 200
const nameSearchSeconds = 900

/** Where on the pages of a request something is done. */
const places: Readonly<Partial<Record<CommandVerb, string>>> = {
  open: '',
  extend: '#verlengen',
  review: '/controle',
  decide: '/besluit',
  letter: '/brief',
}

export async function searchQueue(doing: Doing): Promise<Outcome> {
  const { context, staff, asked, references } = doing
  const { portal, language, now } = context
  const { slip } = textIn(language).queue
  const typed = asked.zoek.trim()
  const refused = (sentence: string): Outcome => ({ errors: { zoek: sentence }, typed: { zoek: asked.zoek } })

  const command = readCommand(typed, references.length > 0)
  if (command) {
    const about = { ...doing, references: command.references.length > 0 ? command.references : references }
    const place = places[command.verb]
    if (place === undefined) {
      return command.verb === 'label'
        ? label(about, command.label ?? '', true)
        : assign(about, command.verb === 'take' ? staff.staffId : null)
    }
    const [reference = ''] = about.references
    return (await isThere(reference)) ? { go: `${queuePath}/${reference}${place}` } : refused(slip.notFound(reference))
  }

  const { query, slips } = parseQuery(typed)
  const colleagues = await colleaguesOf(portal.store.read, portal.store.t)
  const today = dayOf(now, portal.register.controller.timeZone)
  const asker = askerOf({ staffId: staff.staffId, today, zone: portal.register.controller.timeZone, colleagues })
  const wrong = [...slips, ...filterOf(query, [], asker).slips]
  if (wrong.length > 0) return refused(slipWords(wrong, language))
  const [reference] = query.references
  if (reference && onlyOne(query)) {
    return (await isThere(reference)) ? { go: `${queuePath}/${reference}` } : refused(slip.notFound(reference))
  }
  if (query.words.length === 0) return { go: addressOf(query) }
  const words = typedWords(portal, query.words)
  if (words.length === 0) return refused(slip.common)
  const limit = { key: `search ${staff.staffId}`, most: mostNameSearches, seconds: nameSearchSeconds }
  if (!(await countWithin(portal.store, [limit], now))) return refused(slip.often)
  return { go: addressOf(query, words) }

  async function isThere(wanted: string): Promise<boolean> {
    return (await requestByReference(portal.store.read, portal.store.t, wanted)) !== null
  }
}

const onlyOne = ({ terms, references, words }: QueueQuery): boolean =>
  terms.length === 0 && words.length === 0 && references.length === 1

/** What is not right about a line of search: one sentence for each slip, with what is possible. */
export function slipWords(slips: readonly Slip[], language: Language): string {
  const { slip } = textIn(language).queue
  return slips
    .map(({ why, typed, key }) => {
      const possible = key ? valuesOf(key, language) : queueKeys.map(each => keySpelling[each][language])
      const list = possible.join(', ')
      switch (why) {
        case 'unknownKey':
          return slip.unknownKey(typed, list)
        case 'unknownValue':
          return slip.unknownValue(typed, `${key ? keySpelling[key][language] : ''}:`, list)
        case 'noValue':
          return slip.noValue(typed, list)
        case 'tooLong':
          return slip.tooLong
        default:
          return slip[why](typed)
      }
    })
    .join(' ')
}
