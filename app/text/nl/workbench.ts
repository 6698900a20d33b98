/** Sentences of what staff do with one request: who asks, questions, extension, labels. */
import type { Actor } from '#domain/audit-entry.ts'
import type { Check } from '#domain/checklist.ts'

export const workbench = {
  tabsLabel: 'Delen van dit verzoek',
  tabs: { overview: 'Overzicht', review: 'Controle', decision: 'Besluit', letter: 'Brief' },
  alsoHere: (names: string, count: number) => (count === 1 ? `${names} kijkt ook mee` : `${names} kijken ook mee`),
  leftToDo: (count: number) =>
    count === 0
      ? 'Alles is klaar om te versturen'
      : count === 1
        ? 'Nog 1 ding voor je kunt versturen'
        : `Nog ${count} dingen voor je kunt versturen`,
  stale: {
    title: 'Dit is niet bewaard: er is intussen iets veranderd',
    by: (who: string, at: string) => `${who}, ${at}`,
    who: {
      member: 'de deelnemer',
      staff: 'een collega',
      system: 'het portaal',
      anon: 'iemand van buiten',
    } satisfies Record<Actor['kind'], string>,
    more: (count: number) => (count === 1 ? 'En nog 1 verandering.' : `En nog ${count} veranderingen.`),
    kept: 'Wat je typte, staat er nog. Kijk of het nog klopt en bewaar het dan opnieuw.',
  },
  done: 'klaar',
  toDo: 'nog te doen',
  check: {
    identity: 'Stel vast wie het verzoek doet',
    question: 'Wacht op de reactie van de deelnemer',
    collect: 'Verzamel de gegevens',
    sources: 'Kijk naar de bron die geen antwoord geeft',
    review: 'Controleer wat meegaat',
    decide: 'Neem een besluit',
    letter: 'Schrijf de brief',
    approve: 'Vraag een tweede paar ogen',
  } satisfies Record<Check, string>,
} as const
