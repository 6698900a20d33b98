/** An organisation's own texts for letters; where there is none, the text that comes with the program holds. */
import { and, eq } from 'drizzle-orm'
import type { AnswerOutcome } from '#domain/answer.ts'
import type { Language } from '#domain/language.ts'
import type { Right } from '#domain/right.ts'
import { newHandle } from './random.ts'
import type { Ledger } from './record.ts'
import type { Tables } from './schema/tables.ts'
import type { Reader } from './store.ts'

export type TemplateKind = { right: Right; outcome: AnswerOutcome; language: Language }
export type OwnTemplate = Tables['letterTemplate']['$inferSelect']

const which = (t: Tables['letterTemplate'], { right, outcome, language }: TemplateKind) =>
  and(eq(t.right, right), eq(t.outcome, outcome), eq(t.language, language))

/** The organisation's own text; null when the program's holds. */
export async function ownTemplate(reader: Reader, t: Tables, kind: TemplateKind): Promise<OwnTemplate | null> {
  const [row] = await reader.select().from(t.letterTemplate).where(which(t.letterTemplate, kind)).limit(1)
  return row ?? null
}

/** Which letters have a text of the organisation's own. */
export const ownTemplates = (reader: Reader, t: Tables): Promise<TemplateKind[]> =>
  reader
    .select({ right: t.letterTemplate.right, outcome: t.letterTemplate.outcome, language: t.letterTemplate.language })
    .from(t.letterTemplate)
    .limit(1000)

/** From now on this text. Records `template.changed`. */
export async function saveTemplate(
  ledger: Ledger,
  template: TemplateKind & { text: string; staffId: string },
): Promise<void> {
  const { right, outcome, language, text, staffId } = template
  const t = ledger.t.letterTemplate
  const kept = { text, by: staffId, at: ledger.at }
  await ledger.db
    .insert(t)
    .values({ id: newHandle(), right, outcome, language, ...kept })
    .onConflictDoUpdate({ target: [t.right, t.outcome, t.language], set: kept })
  ledger.entry('template.changed', { payload: { right, outcome, language, own: true } })
}

/** Back to the text that comes with the program. Records `template.changed`; declines when there was no other. */
export async function dropTemplate(ledger: Ledger, kind: TemplateKind): Promise<boolean> {
  const t = ledger.t.letterTemplate
  const [row] = await ledger.db.delete(t).where(which(t, kind)).returning({ id: t.id })
  if (!row) return ledger.decline(false)
  const { right, outcome, language } = kind
  ledger.entry('template.changed', { payload: { right, outcome, language, own: false } })
  return true
}
