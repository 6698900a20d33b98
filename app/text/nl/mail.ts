/** Letters. The first line is the message; then the facts; then what to do, or that nothing needs doing. */
export const mail = {
  nothingToDo: 'Je hoeft niets te doen.',
  doThis: (what: string) => `Doe dit: ${what}`,
  goThere: (site: string) => `Ga zelf naar ${site} en log in. Zo weet je zeker dat je bij ons bent.`,
  from: (controller: string) => `Dit bericht komt van ${controller}.`,
  neverPassport: 'We vragen nooit om een kopie van je paspoort.',
  facts: {
    what: 'Soort',
    reference: 'Kenmerk',
    answerBy: 'Antwoord uiterlijk',
    until: 'Staat klaar tot en met',
    size: 'Grootte',
    missing: 'Nog niet erbij',
    device: 'Apparaat',
    when: 'Wanneer',
  },
  signInCode: {
    subject: 'Je code om in te loggen',
    message: (code: string) => `Je code is ${code}`,
    todo: 'vul de code in op de pagina waar je hem vroeg.',
    more: 'De code werkt tien minuten en één keer. Geef hem aan niemand. Vroeg je hem niet? Dan hoef je niets te doen.',
  },
  proofCode: {
    subject: 'Je code om te bevestigen dat jij het bent',
    more: 'De code werkt tien minuten en één keer. Geef hem aan niemand. Vroeg je hem niet? Log dan overal uit bij Instellingen.',
  },
  noAccount: {
    subject: 'Er is geen account bij dit adres',
    message: 'Iemand probeerde in te loggen met dit e-mailadres. Wij hebben er geen account bij.',
    more: 'Was jij het? Probeer dan een ander e-mailadres. Was jij het niet? Dan is er niets gebeurd.',
    staffMore: 'Werk je hier? Vraag de beheerder dan om een link om je account in te richten.',
  },
  newDevice: {
    subject: 'Er is ingelogd op een nieuw apparaat',
    message: 'Er is op jouw account ingelogd op een apparaat dat we nog niet kenden.',
    todo: 'was jij dit niet, log dan overal uit bij Instellingen.',
    more: 'Was jij het zelf? Dan hoef je niets te doen.',
  },
  requestSubmitted: {
    subject: 'We hebben je verzoek',
    message: (day: string) => `Je verzoek is ingediend op ${day}.`,
    more: 'Vaak zijn we eerder klaar. Je krijgt dan een e-mail.',
  },
  copyReady: {
    subject: 'De kopie van je gegevens is klaar',
    message: 'De kopie van je gegevens is klaar. Je kunt hem nu ophalen.',
    todo: 'log in en haal de kopie op bij Verzoeken.',
  },
  copyPartlyReady: {
    subject: 'Een deel van je kopie is klaar',
    message: 'Een deel van je gegevens is klaar. Je kunt het nu al ophalen.',
    more: 'Wat nog mist, proberen we opnieuw. Je krijgt een e-mail als het er is.',
  },
  copyExpires: {
    subject: 'Je kopie verloopt over drie dagen',
    message: (day: string) => `De kopie van je gegevens staat klaar tot en met ${day}.`,
    todo: 'log in en haal de kopie op, of bewaar hem langer.',
    more: 'Daarna halen we de kopie weg. Je kunt altijd gratis een nieuwe maken.',
  },
} as const
