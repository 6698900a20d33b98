/** From a line of search to what the log is asked: people, requests and days filled in; and what could not be. */
import type { LogFilter } from '#db/audit/search.ts'
import { listStaff, type Staff } from '#db/staff.ts'
import { requestByReference } from '#db/subject-request.ts'
import { dayOf, startOfDay } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { logKeys, logKeySpelling, logValuesOf } from '#domain/log-key.ts'
import {
  daysAsked,
  type LogQuery,
  type LogSlip,
  type LogTerm,
  parseLogQuery,
  printLogQuery,
} from '#domain/log-query.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { words as textIn } from '../text/words.ts'

export const logPath = '/logboek'

export type AskedLog = {
  query: LogQuery
  /** What was typed, as it is shown again. */
  typed: string
  /** Null when all of it was understood; else what was not, in sentences. */
  wrong: string | null
  filter: LogFilter
  staff: readonly Staff[]
}

/** The address of a query in its one spelling. */
export function logAddress(query: LogQuery, from: string | null = null): string {
  const text = printLogQuery(query, 'nl')
  const parts = [...(text ? [['q', text] as const] : []), ...(from ? [['vanaf', from] as const] : [])]
  const search = parts.map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2C/g, ',')}`,
  )
  return search.length > 0 ? `${logPath}?${search.join('&')}` : logPath
}

/** The address that shows only this. */
export const logAddressOf = (typed: string): string => logAddress(parseLogQuery(typed).query)

export async function readAsked(
  { portal, now, language }: Context,
  staff: StaffVisitor,
  typed: string,
): Promise<AskedLog> {
  const { read, t } = portal.store
  const { query, slips } = parseLogQuery(typed)
  const everybody = await listStaff(read, t)
  const more: string[] = []
  const l = textIn(language).logbook.slip
  const zone = portal.register.controller.timeZone
  const { from, until } = daysAsked(query, dayOf(now, zone))
  const start = (day: typeof from) => day && `${startOfDay(day, zone).slice(0, 19)}Z`
  const who = termOf(query, 'actor')?.who
  const reference = termOf(query, 'request')?.reference
  const request = reference === undefined ? null : await requestByReference(read, t, reference)
  if (reference !== undefined && !request) more.push(l.noRequest(reference))
  const filter: LogFilter = {
    actors: actorsOf(),
    kind: typeof who === 'object' && 'kind' in who ? who.kind : null,
    types: termOf(query, 'action')?.events ?? null,
    request: request?.id ?? null,
    from: start(from),
    until: start(until),
  }
  const wrong = [...slips.map(slip => slipSentence(slip, language)), ...more]
  return {
    query,
    typed: wrong.length > 0 ? typed : printLogQuery(query, language),
    wrong: wrong.length > 0 ? wrong.join(' ') : null,
    filter,
    staff: everybody,
  }

  function actorsOf(): readonly string[] | null {
    if (who === undefined || (typeof who === 'object' && 'kind' in who)) return null
    if (who === 'me') return [staff.staffId]
    if ('ref' in who) return [who.ref]
    const found = everybody.filter(each => begins(each.name, who.name)).map(each => each.id)
    // The machine's own words are shown as such in the log.
    if (machines.includes(who.name)) return [who.name, ...found]
    if (found.length === 0) more.push(l.noColleague(who.name))
    return found.slice(0, mostColleagues)
  }
}

/** The parts of the program that write in the log by themselves. */
const machines = ['worker', 'sender', 'operator', 'unknown']
/** A name that begins like so many colleagues' is no name. */
const mostColleagues = 20

const termOf = <K extends LogTerm['key']>({ terms }: LogQuery, key: K) =>
  terms.find((term): term is Extract<LogTerm, { key: K }> => term.key === key)

/** Whether a name, or a word of it, begins like this. */
function begins(name: string, typed: string): boolean {
  const folded = name.normalize('NFKC').toLowerCase()
  return folded.startsWith(typed) || folded.split(/\s+/).some(word => word.startsWith(typed))
}

/** What is not right about one term, with what is possible. */
function slipSentence({ why, typed, key }: LogSlip, language: Language): string {
  const { slip } = textIn(language).logbook
  const keys = logKeys.map(each => `${logKeySpelling[each][language]}:`).join(', ')
  const possible = key ? logValuesOf(key, language).join(', ') : keys
  switch (why) {
    case 'unknownKey':
      return slip.unknownKey(typed, keys)
    case 'noKey':
      return slip.noKey(typed, keys)
    case 'unknownValue':
      return slip.unknownValue(typed, key ? logKeySpelling[key][language] : '', possible)
    case 'noValue':
      return slip.noValue(typed, possible)
    case 'tooLong':
      return slip.tooLong
    default:
      return slip[why](typed)
  }
}
