/** Sentences about receipts that can be checked. */
export const receipts = {
  title: 'Bewijzen',
  lead: 'Van elke stap kun je een bewijs krijgen. Daarmee kan iedereen nagaan dat we er later niets aan veranderden.',
  all: 'Haal alle bewijzen op',
  one: (step: string) => `Haal het bewijs op van stap ${step}`,
  how: 'Hoe controleer je een bewijs?',
  howText: 'Pak het bestand uit. Voer dan deze regel uit. Het kan zonder internet.',
  key: 'Dit is de sleutel van ons logboek:',
  file: 'bewijzen',
  readMe: (key: string) =>
    `Elk bestand hier bewijst één stap van je verzoek.\nControleer het zonder internet met deze regel:\n\n  inzage audit verify-receipt *.tlog-proof --vkey log.vkey\n\nDe sleutel van ons logboek staat ook op onze site:\n\n  ${key}\n`,
} as const
