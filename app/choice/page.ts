/** Toestemming: what rests on consent, what holds now, what would stop, and every choice so far (7(3), M6). */
import { choicesOf, textIdOf } from '#db/consent-choice.ts'
import { goesWith } from '#domain/consent.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { consentPurposes } from '#domain/reading.ts'
import type { Purpose } from '#domain/register.ts'
import { livePurposes } from '#domain/retention.ts'
import type { Located } from '#domain/subject.ts'
import { pageOf } from '../member/living-record.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { moment, plainDay } from '../text/dates.ts'
import { type AllWords, words } from '../text/words.ts'
import { consentText } from './shown.ts'

/** Items of a category that are looked at to say which purposes go on. */
const sample = 20
/** Choices of the source's own that are listed. */
const mostOfSource = 200

export type ConsentPage = {
  /** False when no source knows this person any more: then there is nothing to choose. */
  known: boolean
  /** Names the text that this page shows. */
  text: string
  purposes: readonly {
    id: string
    label: string
    meaning: string
    term: string
    recipients: readonly string[]
    /** Null: nothing was ever chosen. */
    given: boolean | null
    chosen: string
    /** What stops, and what goes on for another reason, in one sentence. */
    consequence: string
  }[]
  history: readonly { id: string; when: string; what: string; given: boolean; here: boolean }[]
}

type Viewing = { now: Instant; language: Language }

export async function consentPage(portal: Portal, subjectId: string, viewing: Viewing): Promise<ConsentPage> {
  const { register } = portal
  const { language } = viewing
  const w = words(language).choices
  const self = await selfOf(portal, subjectId)
  const shown = consentText(register, language)
  const purposes = await Promise.all(
    (self ? shown.purposes : []).map(async each => {
      const purpose = register.purposes.find(({ id }) => id === each.id)!
      const choice = self?.facts.consents[each.id]
      const day = choice && plainDay(dayOf(choice.at, register.controller.timeZone), language)
      return {
        ...each,
        given: choice?.given ?? null,
        chosen: day ? w.chosenOn(day) : w.neverChosen,
        consequence: consequence(
          w,
          await goingOn(portal, self!, purpose, viewing),
          goesWith(register, purpose).length > 0,
        ),
      }
    }),
  )
  return {
    known: self !== null,
    text: textIdOf(shown),
    purposes,
    history: await historyOf(portal, subjectId, self, viewing),
  }
}

/** What stops, and what goes on all the same, in words. */
function consequence(w: AllWords['choices'], goingOn: readonly string[], emptied: boolean): string {
  if (emptied) return w.stopsAndGoes
  const list = goingOn.map(label => label.charAt(0).toLowerCase() + label.slice(1)).join('; ')
  return list ? `${w.stops} ${w.goesOn(list)}` : w.stops
}

/** Labels of the other purposes of the category that would go on without this consent. */
async function goingOn(
  portal: Portal,
  self: Located,
  purpose: Purpose,
  { now, language }: Viewing,
): Promise<readonly string[]> {
  const { register } = portal
  const consents = { ...self.facts.consents, [purpose.id]: { given: false, at: now } }
  const page = await pageOf(portal, self, purpose.category, null, sample).catch(() => null)
  const live = new Map<string, Purpose>()
  const facts = { ...self.facts, consents }
  for (const item of page?.items ?? []) {
    for (const each of livePurposes(item, purpose.category, register, facts, now)) {
      if (each.purpose.basis !== 'consent') live.set(each.purpose.id, each.purpose)
    }
  }
  // What is emptied along is kept for nothing any more.
  if (goesWith(register, purpose).length > 0) return []
  return register.purposes.filter(({ id }) => live.has(id)).map(({ label }) => label[language].replace(/\.$/, ''))
}

/** What was chosen here and in the organisation's own app, as one list, newest first. */
async function historyOf(
  portal: Portal,
  subjectId: string,
  self: Located | null,
  { language }: Viewing,
): Promise<ConsentPage['history']> {
  const { store, register } = portal
  const ours = await choicesOf(store.read, store.t, subjectId)
  const known = new Set(ours.map(each => `${each.purpose} ${each.at}`))
  const theirs = self ? await choicesInSource(portal, self) : []
  const labels = new Map(consentPurposes(register).map(({ id, label }) => [id, label[language]]))
  return [
    ...ours.map(({ id, purpose, given, at }) => ({ id, purpose, given, at, here: true })),
    // The source tells back what it was told by us.
    ...theirs.filter(each => !known.has(`${each.purpose} ${each.at}`)).map(each => ({ ...each, here: false })),
  ]
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ id, purpose, given, at, here }) => ({
      id,
      when: moment(at, language),
      what: labels.get(purpose) ?? purpose,
      given,
      here,
    }))
}

async function choicesInSource(
  { register, sources }: Portal,
  self: Located,
): Promise<readonly { id: string; purpose: string; given: boolean; at: Instant }[]> {
  const { source: id, consents } = register.subject
  const table = register.sources.find(each => each.id === id)?.tables.find(each => each.id === consents?.table)
  const category = table?.columns.find(each => each.id === consents?.purpose)?.category
  const source = sources.get(id)
  if (!consents || !category || !source) return []
  const { items } = await source.page(self, category, null, mostOfSource, consents.table)
  return items.flatMap(item => {
    const purpose = consents.purposes[String(item.values[consents.purpose])]
    const at = item.values[consents.at]
    if (!purpose || typeof at !== 'string') return []
    const given = item.values[consents.given]
    return [{ id: `bron-${item.key}`, purpose, given: given === true || given === 1, at: at as Instant }]
  })
}
