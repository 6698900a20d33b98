/** Until when something is kept, in one sentence for this person. */
import type { Duration } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Term } from '#domain/retention.ts'
import { plainDay } from '../text/dates.ts'
import { words } from '../text/words.ts'

/** "Gaat weg op 4 mei 2028" · "Zolang je meedoet, daarna nog 2 jaar" · null: nothing keeps it any more. */
export function termText(term: Term | null, language: Language): string {
  const w = words(language).member.data.term
  if (!term) return w.nothing
  switch (term.kind) {
    case 'until':
      return term.orWithdrawn
        ? `${w.until(plainDay(term.day, language))} ${w.orWithdrawn}`
        : w.until(plainDay(term.day, language))
    case 'whileAgreement':
      return [
        w.whileAgreement,
        w.after(durationText(term.afterwards, language)),
        ...(term.orWithdrawn ? [w.orWithdrawn] : []),
      ].join(', ')
    case 'whileConsent':
      return `${w.whileConsent}, ${w.latest(durationText(term.afterwards, language))}`
    case 'event':
      return w.event[term.until === 'requestClosed' ? 'request' : term.until === 'reportClosed' ? 'report' : 'other']
    case 'host':
      return w.host
    case 'ended':
      return term.day ? w.past(plainDay(term.day, language)) : w.nothing
  }
}

/** "2 jaar en 6 maanden" from `P2Y6M`. */
export function durationText(duration: Duration, language: Language): string {
  const w = words(language).member.data.duration
  const [, years, months, weeks, days] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration) ?? []
  return [
    ...(years ? [w.years(Number(years))] : []),
    ...(months ? [w.months(Number(months))] : []),
    ...(weeks ? [w.days(Number(weeks) * 7)] : []),
    ...(days ? [w.days(Number(days))] : []),
  ].join(w.and)
}
