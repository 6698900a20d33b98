/**
 * Choices on consent that were made here (7(1), 7(3)): each with the text that was shown. A row is also the job that tells
 * the source, and empties what rested on a consent that was withdrawn.
 */
import { and, asc, desc, eq, isNull, lte } from 'drizzle-orm'
import { canonical } from '#domain/audit/canonical.ts'
import { sha256 } from '#domain/audit/hash.ts'
import { type ChoiceWay, newest, type ShownText } from '#domain/consent.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { SubjectFacts } from '#domain/subject.ts'
import { wantObedience } from './obedience.ts'
import { newHandle } from './random.ts'
import { type Ledger, record } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader, Store, Writer } from './store.ts'

export type ConsentChoice = Tables['consentChoice']['$inferSelect']
export type KeptText = Tables['choiceText']['$inferSelect']

/** More than this of one person is a fault somewhere. */
const mostListed = 1000
/** Tries of one round. */
const mostAtOnce = 100
/** Longest wait between two tries, in seconds. */
const longestWait = 900

/** What names a text: the SHA-256 of its canonical form, in hexadecimal digits. */
export const textIdOf = (shown: ShownText): string => sha256(canonical(shown)).toString('hex')

/** Keeps a text as it was shown; once, however many people chose on it. Gives its id. */
export async function keepText(db: Writer, t: Tables, shown: ShownText, at: Instant): Promise<string> {
  const id = textIdOf(shown)
  await db.insert(t.choiceText).values({ id, language: shown.language, shown, firstAt: at }).onConflictDoNothing()
  return id
}

/** Choices made together on one text. */
export type Chosen = {
  subjectId: string
  shown: ShownText
  /** `before`: what held until now, here or in the source; null when nothing was ever chosen. */
  choices: readonly { purpose: string; given: boolean; before: boolean | null }[]
  way: ChoiceWay
  /** `Sec-GPC: 1` came along. */
  gpc: boolean
}

/**
 * Writes what was chosen; what is as it was is no new choice. Records `consent.given`, `consent.refused` or
 * `consent.withdrawn` per purpose; declines to 0 when nothing changes, else gives how many did.
 * @param sources ids of the sources that are told what they may not use
 */
export async function choose(ledger: Ledger, sources: readonly string[], chosen: Chosen): Promise<number> {
  const { db, t, at } = ledger
  const { subjectId, way, gpc } = chosen
  const changed = chosen.choices.filter(({ given, before }) => given !== before)
  if (changed.length === 0) return ledger.decline(0)
  const textId = await keepText(db, t, chosen.shown, at)
  for (const { purpose, given, before } of changed) {
    const id = newHandle()
    const made = { id, subjectId, purpose, given, at, way, textId, gpc }
    await db.insert(t.consentChoice).values({ ...made, sourceDoneAt: null, attempts: 0, dueAt: at, trouble: null })
    ledger.entry(given ? 'consent.given' : before ? 'consent.withdrawn' : 'consent.refused', {
      payload: { choice: id, subject: subjectId, purpose, text: textId, way, gpc },
    })
  }
  await wantObedience(ledger, sources, subjectId)
  return changed.length
}

/** Every choice of this person made here, newest first. */
export const choicesOf = (reader: Reader, t: Tables, subjectId: string): Promise<ConsentChoice[]> =>
  reader
    .select()
    .from(t.consentChoice)
    .where(eq(t.consentChoice.subjectId, subjectId))
    .orderBy(desc(t.consentChoice.at), desc(t.consentChoice.id))
    .limit(mostListed)

/** The person's facts with what they chose here: who looks at facts, looks at these (`app/member/self.ts`). */
export async function consentsOf(
  reader: Reader,
  t: Tables,
  subjectId: string,
  facts: SubjectFacts,
): Promise<SubjectFacts> {
  return { ...facts, consents: newest(await choicesOf(reader, t, subjectId), facts.consents) }
}

/** The text on which was chosen, or null. */
export async function keptText(reader: Reader, t: Tables, id: string): Promise<KeptText | null> {
  const [row] = await reader.select().from(t.choiceText).where(eq(t.choiceText.id, id)).limit(1)
  return row ?? null
}

/** Choices that a source must be told of now, of one person or of everybody, oldest first. */
export function dueChoices(reader: Reader, t: Tables, at: Instant, subjectId?: string): Promise<ConsentChoice[]> {
  const c = t.consentChoice
  const mine = subjectId ? eq(c.subjectId, subjectId) : undefined
  return reader
    .select()
    .from(c)
    .where(and(isNull(c.sourceDoneAt), lte(c.dueAt, at), mine))
    .orderBy(asc(c.dueAt), asc(c.id))
    .limit(mostAtOnce)
}

/** The sources have it. Records `sources.told`, with how many values were emptied; once, whoever else tried as well. */
export async function noteChoiceTold(store: Store, at: Instant, id: string, emptied: number): Promise<void> {
  await record<null>(store, at, { kind: 'system', ref: 'consent' }, async ledger => {
    const c = ledger.t.consentChoice
    const [done] = await ledger.db
      .update(c)
      .set({ sourceDoneAt: at, dueAt: null, trouble: null })
      .where(and(eq(c.id, id), isNull(c.sourceDoneAt)))
      .returning({ subjectId: c.subjectId })
    if (!done) return ledger.decline(null)
    ledger.entry('sources.told', { payload: { subject: done.subjectId, choice: id, emptied } })
    return null
  })
}

/** A source could not be told: tried again after a wait that doubles, a quarter of an hour at most. Housekeeping. */
export async function postponeChoice(
  store: Store,
  at: Instant,
  { id, attempts }: Pick<ConsentChoice, 'id' | 'attempts'>,
  trouble: string,
): Promise<void> {
  const dueAt = later(at, Math.min(longestWait, 2 ** Math.min(attempts, 10)))
  await store.tx(async db => {
    const c = store.t.consentChoice
    await db
      .update(c)
      .set({ attempts: attempts + 1, dueAt, trouble })
      .where(and(eq(c.id, id), isNull(c.sourceDoneAt)))
  })
}
