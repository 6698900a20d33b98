/** Sentences of the logbook page. */
import type { Actor } from '#domain/audit-entry.ts'
import type { LogKey } from '#domain/log-key.ts'

const entries = (count: string) => (count === '1' ? '1 regel' : `${count} regels`)

export const logbook = {
  title: 'Logboek',
  lead: 'Alles wat in dit portaal gebeurt, staat hier. Een regel kan niemand meer veranderen.',
  whoSees:
    'De privacy officer en de beheerder zien dit logboek. De uitleg bij een regel ziet alleen de privacy officer.',
  actor: {
    staff: 'Medewerker',
    member: 'Deelnemer',
    system: 'Systeem',
    anon: 'Onbekend',
  } satisfies Record<Actor['kind'], string>,
  machine: (word: string) =>
    ({ worker: 'maakt kopieën', sender: 'verstuurt mail', operator: 'opdracht op de server' })[word] ?? word,
  chipsLabel: 'Veel gebruikte filters',
  chips: {
    all: 'Alles',
    alarm: 'Alarm',
    looked: 'Gegevens bekeken',
    decided: 'Besluiten',
    refused: 'Inloggen geweigerd',
    team: 'Team',
    log: 'Over het logboek',
    mine: 'Van mij',
    today: 'Vandaag',
  },
  search: {
    label: 'Beperk het logboek',
    hint: 'Bijvoorbeeld: actie:besluit actor:noor datum:>2026-10-01',
    button: 'Toon',
    help: 'Wat kan ik hier typen?',
    columns: { key: 'Typ', means: 'Dan zie je', values: 'Mogelijk' },
    means: {
      actor: 'Wie het deed: mij, een soort, of het begin van de naam van een collega',
      action: 'Wat er gebeurde',
      request: 'Alleen dit verzoek',
      date: 'Op deze dag, in deze maand of dit jaar; met < of > ervoor of erna',
    } satisfies Record<LogKey, string>,
    several: 'Meer acties? Zet er een komma tussen: actie:besluit,verlengd. Twee keer datum: geeft een periode.',
    noNames: 'Op de naam van een deelnemer kun je niet zoeken: die staat niet in het logboek.',
  },
  slip: {
    unknownKey: (typed: string, possible: string) => `“${typed}:” ken ik niet. Wel: ${possible}.`,
    noKey: (typed: string, possible: string) =>
      `“${typed}” zegt niet waarin ik moet zoeken. Zet er een van deze voor: ${possible}.`,
    unknownValue: (typed: string, key: string, possible: string) =>
      `“${typed}” kan niet achter ${key}:. Wel bijvoorbeeld: ${possible}.`,
    noValue: (typed: string, possible: string) => `Achter “${typed}” staat niets. Mogelijk is: ${possible}.`,
    twice: (typed: string) => `“${typed}” is er een te veel. Zet een komma tussen wat je zoekt.`,
    tooMany: (typed: string) => `Dat is te veel tegelijk. Laat “${typed}” weg.`,
    tooLong: 'Dit is te lang. Gebruik hooguit 300 tekens.',
    noColleague: (typed: string) => `Er is geen collega wiens naam begint met “${typed}”.`,
    noRequest: (reference: string) => `Er is geen verzoek met nummer ${reference}.`,
  },
  caption: 'Regels van het logboek, nieuwste eerst',
  columns: { number: 'Nummer', at: 'Wanneer', what: 'Wat', who: 'Wie', request: 'Verzoek', hash: 'Vingerafdruk' },
  noRequest: 'Geen',
  alarmTag: 'Alarm',
  empty: 'Er zijn geen regels die hierbij passen.',
  lookedUntil: (when: string) => `Tot hier is gezocht: ${when}. Zoek verder voor wat ouder is.`,
  lookOn: 'Zoek verder',
  newer: 'Nieuwer',
  older: 'Ouder',
  newest: 'Naar de nieuwste',
  pages: 'Meer regels',
  take: {
    title: 'Neem mee',
    lead: 'Een bestand met alle regels die bij dit filter passen. Dat je het maakt, komt ook in het logboek.',
    csv: 'Maak CSV',
    json: 'Maak JSON',
  },
  file: 'logboek',
  fileColumns: {
    number: 'nummer',
    at: 'moment',
    action: 'actie',
    sentence: 'wat',
    actor: 'soort',
    who: 'wie',
    request: 'verzoek',
    hash: 'vingerafdruk',
  },
  check: {
    title: 'Controleer het logboek',
    lead: 'Alle regels worden opnieuw berekend en vergeleken met wat eerder is getekend. Je mag deze bladzijde intussen sluiten.',
    button: 'Controleer nu',
    again: 'Controleer opnieuw',
    busy: 'Bezig met controleren',
    status: (done: string, total: string) => `${done} van ${entries(total)} gecontroleerd.`,
    starting: 'De controle begint.',
    refresh: 'Ververs deze bladzijde',
    started: (who: string, when: string) => `Begonnen door ${who}, ${when}.`,
    ended: (who: string, when: string) => `Gecontroleerd door ${who}, ${when}.`,
    someone: 'een collega',
    ok: (total: string) => `OK: ${entries(total)}, alles klopt`,
    okText: (checkpoints: string, known: string) =>
      `${checkpoints} handtekeningen kloppen. Daarvan zijn er ${known} ook buiten de database bewaard.`,
    wrong: {
      TAMPERED: (where: string) => `Regel ${where} is veranderd, of er ontbreekt iets`,
      PAYLOAD_MISSING: (where: string) => `De uitleg bij regel ${where} is weg, en nergens staat dat die is gewist`,
      FORK: (where: string) => `Het logboek is niet meer wat eerder is getekend, bij ${where} regels`,
      ROLLBACK: (where: string) => `Er ontbreken regels: eerder is een logboek van ${where} regels getekend`,
      SIGNATURE: (where: string) => `Een handtekening klopt niet, bij ${where} regels`,
    },
    wrongText:
      'Start niets opnieuw en verander niets. Bel de beheerder, en bewaar een kopie van de database zoals die nu is.',
    technical: 'Voor de beheerder:',
    brokenOff: 'De controle is afgebroken',
    brokenOffText: 'Er is niets gevonden, maar ook niet alles bekeken. Begin opnieuw.',
  },
  entry: {
    title: (name: string) => `Regel ${name}`,
    what: 'Wat',
    at: 'Wanneer',
    who: 'Wie',
    request: 'Verzoek',
    code: 'Soort regel',
    hash: 'Vingerafdruk (SHA-256)',
    text: 'Zo staat de regel in het logboek',
    payload: 'Uitleg bij deze regel',
    noPayload: 'Bij deze regel hoort geen uitleg.',
    erased: 'De uitleg is gewist. Dat staat in een latere regel.',
    payloadClosed: 'Jouw rol ziet de uitleg niet. De privacy officer wel.',
    sameActor: 'Alles van dezelfde persoon',
    sameAction: 'Alles van deze soort',
    sameRequest: 'Alles over dit verzoek',
    proof: 'Bewijs',
    proven: (size: string, witnesses: number) =>
      `Deze regel ligt vast in het getekende logboek van ${entries(size)}${
        witnesses === 0
          ? ''
          : witnesses === 1
            ? ', dat ook een getuige tekende'
            : `, dat ook ${witnesses} getuigen tekenden`
      }.`,
    notYet: 'Deze regel wordt binnen een seconde getekend.',
    fetch: 'Haal het bewijs op',
    how: 'Hoe controleer je het bewijs?',
    howText: 'Voer deze regel uit. Het kan zonder internet.',
    key: 'De sleutel van het logboek:',
    older: 'Regel ervoor',
    newer: 'Regel erna',
  },
} as const
