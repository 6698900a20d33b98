/** Subjects: a random handle per person, and the only place where it leads to their key in a source. */
import { and, eq, inArray } from 'drizzle-orm'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Theme } from './schema/people.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

export type Subject = Tables['subject']['$inferSelect']

/** The person's handle; made (with `subject.known`) when this is the first time. Safe when two do it at once. */
export async function knowSubject(
  ledger: Ledger,
  person: { source: string; key: string; language: 'nl' | 'en' },
): Promise<Subject> {
  const t = ledger.t.subject
  const [made] = await ledger.db
    .insert(t)
    .values({ id: newHandle(), ...person, theme: 'auto', createdAt: ledger.at })
    .onConflictDoNothing({ target: [t.source, t.key] })
    .returning()
  if (made) {
    ledger.entry('subject.known', { payload: { subject: made.id } })
    return made
  }
  const known = await subjectByKey(ledger.db, ledger.t, person.source, person.key)
  if (!known) throw new Error('A subject that exists cannot be read')
  return known
}

/** Where subjects come from whom no source knows: this portal itself. */
export const strangerSource = 'portal'

/**
 * A handle for somebody whom no source knows (yet): they wrote, phoned or came by. Records `subject.known`. Nothing but
 * their language is kept here; what they called themselves stays with what they sent.
 */
export function knowStranger(ledger: Ledger, language: 'nl' | 'en'): Promise<Subject> {
  return knowSubject(ledger, { source: strangerSource, key: newHandle(), language })
}

/** Whether no source knows this person: there is nobody to look up, and nothing is held under their name. */
export const isStranger = (subject: Pick<Subject, 'source'>): boolean => subject.source === strangerSource

export async function subjectById(reader: Reader, t: Tables, id: string): Promise<Subject | null> {
  const [row] = await reader.select().from(t.subject).where(eq(t.subject.id, id)).limit(1)
  return row ?? null
}

/** Several at once, by their handles. */
export function subjectsByIds(reader: Reader, t: Tables, ids: readonly string[]): Promise<Subject[]> {
  return ids.length === 0
    ? Promise.resolve([])
    : reader
        .select()
        .from(t.subject)
        .where(inArray(t.subject.id, [...ids]))
}

export async function subjectByKey(reader: Reader, t: Tables, source: string, key: string): Promise<Subject | null> {
  const [row] = await reader
    .select()
    .from(t.subject)
    .where(and(eq(t.subject.source, source), eq(t.subject.key, key)))
    .limit(1)
  return row ?? null
}

/** Their own language and theme. Records `settings.changed`. */
export async function saveSubjectSettings(
  ledger: Ledger,
  id: string,
  settings: { language?: 'nl' | 'en'; theme?: Theme },
): Promise<void> {
  await ledger.db.update(ledger.t.subject).set(settings).where(eq(ledger.t.subject.id, id))
  ledger.entry('settings.changed', { payload: settings })
}
