/** Consent (7(3)): every choice with the text that was shown, and the choices of visitors on cookies. */
import type { ChoiceWay, ShownText } from '#domain/consent.ts'
import type { CookieGroup } from '#domain/register.ts'
import type { Language } from '#domain/language.ts'
import type { Kit } from '../dialect.ts'

export const choiceTables = (k: Kit) => ({
  /** A text on which people chose, exactly as it was shown; `id` is the SHA-256 of its canonical form. */
  choiceText: k.table('choice_text', {
    id: k.text('id').primaryKey(),
    language: k.text('language').$type<Language>().notNull(),
    shown: k.json<ShownText>('shown').notNull(),
    firstAt: k.instant('first_at').notNull(),
  }),
  /** One choice for one purpose; the newest holds. The row is also the job that tells the source. */
  consentChoice: k.table(
    'consent_choice',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      purpose: k.text('purpose').notNull(),
      given: k.bool('given').notNull(),
      at: k.instant('at').notNull(),
      way: k.text('way').$type<ChoiceWay>().notNull(),
      textId: k.text('text_id').notNull(),
      /** `Sec-GPC: 1` was sent with it. */
      gpc: k.bool('gpc').notNull(),
      sourceDoneAt: k.instant('source_done_at'),
      attempts: k.int('attempts').notNull().default(0),
      dueAt: k.instant('due_at'),
      trouble: k.text('trouble'),
    },
    t => [k.index('consent_choice_subject').on(t.subjectId, t.at, t.id), k.index('consent_choice_due').on(t.dueAt)],
  ),
  /** A choice on cookies on one of the organisation's own sites; the visitor is a random token that only their browser knows. */
  cookieChoice: k.table(
    'cookie_choice',
    {
      id: k.text('id').primaryKey(),
      /** SHA-256 of the visitor's token. */
      visitorHash: k.text('visitor_hash').notNull(),
      /** The member it is linked to, when they linked it themselves (11(2)); else null. */
      subjectId: k.text('subject_id'),
      /** Host of the site, from the list of sites. */
      site: k.text('site').notNull(),
      given: k.json<Readonly<Partial<Record<CookieGroup['id'], boolean>>>>('given').notNull(),
      gpc: k.bool('gpc').notNull(),
      textId: k.text('text_id').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [
      k.index('cookie_choice_visitor').on(t.visitorHash, t.at),
      k.index('cookie_choice_subject').on(t.subjectId, t.at),
      k.index('cookie_choice_at').on(t.at),
    ],
  ),
})
