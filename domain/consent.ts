/** Consent (Art. 7): what was shown, what was chosen, and in which state that leaves a purpose (DPV's words). */
import type { Instant } from './day.ts'
import type { Language } from './language.ts'
import { purposesOf } from './reading.ts'
import type { CategoryId, ColumnId, CookieGroup, Purpose, Register, SourceId, TableId } from './register.ts'
import { isOfCopy } from './retention.ts'

/** How a choice reached us. `emptied`: an optional value that rests on consent was taken away (AMB-04). */
export const choiceWays = ['page', 'emptied', 'objection', 'staff', 'source'] as const
export type ChoiceWay = (typeof choiceWays)[number]

/** Everything that was on the screen with the choice, so that it can be shown again (7(1)). */
export type ShownText = {
  language: Language
  controller: string
  purposes: readonly { id: string; label: string; meaning: string; term: string; recipients: readonly string[] }[]
  groups: readonly {
    id: CookieGroup['id']
    label: string
    meaning: string
    term: string
    providers: readonly string[]
  }[]
}

export type Choice = { purpose: string; given: boolean; at: Instant }

/** States of the Data Privacy Vocabulary that this portal can tell apart. */
export type ConsentState =
  | 'ConsentUnknown'
  | 'ConsentGiven'
  | 'RenewedConsentGiven'
  | 'ConsentRefused'
  | 'ConsentWithdrawn'

/** The state that choices for one purpose (oldest first) leave behind: a no after a yes withdraws, a first no refuses. */
export function consentState(choices: readonly Pick<Choice, 'given'>[]): ConsentState {
  const last = choices.at(-1)
  if (!last) return 'ConsentUnknown'
  const before = choices.slice(0, -1)
  if (!last.given) return before.some(({ given }) => given) ? 'ConsentWithdrawn' : 'ConsentRefused'
  return before.some(({ given }) => given) ? 'RenewedConsentGiven' : 'ConsentGiven'
}

/** Only these states allow processing (dpv:ConsentStatusValidForProcessing). */
export const isValidState = (state: ConsentState): boolean =>
  state === 'ConsentGiven' || state === 'RenewedConsentGiven'

/** The newest choice per purpose, of what the portal holds and what the source says: the later one holds, a no on a tie. */
export function newest(
  ours: readonly Choice[],
  theirs: Readonly<Record<string, { given: boolean; at: Instant }>>,
): Readonly<Record<string, { given: boolean; at: Instant }>> {
  const held: Record<string, { given: boolean; at: Instant }> = { ...theirs }
  for (const { purpose, given, at } of ours) {
    const other = held[purpose]
    if (!other || other.at < at || (other.at === at && !given)) held[purpose] = { given, at }
  }
  return held
}

/** The purposes a person chooses on: those that rest on consent. */
export const isChoosable = (purpose: Pick<Purpose, 'basis'>): boolean => purpose.basis === 'consent'

/** Columns of one table that are emptied together. */
export type Emptied = { source: SourceId; table: TableId; category: CategoryId; columns: readonly ColumnId[] }

/**
 * What goes when this consent is withdrawn (AMB-04, 17(1)(b)): optional columns of its category, when nothing but this
 * consent is what they are held for. A copy made to trace a mistake rests on the original, so it goes along (E4). Empty
 * when another purpose of the category goes on.
 */
export function goesWith(register: Register, purpose: Pick<Purpose, 'id' | 'category' | 'basis'>): readonly Emptied[] {
  const { category } = purpose
  const own = purposesOf(register, category).filter(each => !isOfCopy(each) && each.retention.kind !== 'followHost')
  if (purpose.basis !== 'consent' || own.some(({ id }) => id !== purpose.id)) return []
  return register.sources.flatMap(({ id: source, tables }) =>
    tables.flatMap(table => {
      const columns = table.columns
        .filter(each => each.category === category && each.optional && !each.thirdParty)
        .map(({ id }) => id)
      return columns.length > 0 ? [{ source, table: table.id, category, columns }] : []
    }),
  )
}
