/** What members, staff and the matching write in the demo. */
import type { Chance } from './chance.ts'
import type { Person } from './names.ts'

export const workKinds = ['care', 'garden', 'it', 'admin', 'transport', 'building', 'teaching', 'hospitality'] as const

const greetings = ['Hoi', 'Dag', 'Hallo', 'Goedemorgen', 'Beste', 'Hé']
const asks = [
  'Ik zag je oproep en ik denk dat ik je kan helpen.',
  'Zoek je nog iemand voor de tuin? Ik heb op donderdag tijd.',
  'Dank je wel voor gisteren, het was gezellig én de kast staat recht.',
  'Kun je volgende week een uurtje eerder komen?',
  'Ik heb nog een vraag over de uren. Is het elke week of om de week?',
  'Mijn dochter is ziek, kunnen we het een dag verzetten?',
  'Wat fijn dat je wilt helpen met de administratie.',
  'De sleutel ligt bij de buren op nummer 12.',
  'Heb je ervaring met oudere computers? De mijne is van 2009…',
  'Ik kom met de fiets, dus ik ben er om kwart over negen.',
]
const closings = ['Groetjes', 'Tot dan!', 'Met vriendelijke groet', 'Fijne dag', 'Tot snel 👋']

export const messageSubjects = [
  'Over je oproep',
  'Afspraak',
  'Vraagje',
  'Re: Vraagje',
  'Bedankt',
  'Donderdag',
  'Kennismaken',
]

/** People write their own address and number in messages, and now and then somebody else's. */
export function messageBody(random: Chance, writer: Person, third: () => Person): string {
  const parts = [`${random.pick(greetings)},`, random.pick(asks)]
  if (random.likely(0.4)) parts.push(random.pick(asks))
  if (random.likely(0.12)) parts.push(`Je kunt me bellen op ${writer.phone} of mailen naar ${writer.email}.`)
  if (random.likely(0.04)) {
    const { email, phone, memberNumber } = third()
    parts.push(`Vraag het anders aan mijn zus (${email}, tel. ${phone}, nummer ${memberNumber}).`)
  }
  parts.push(`${random.pick(closings)}, ${writer.firstName}`)
  return parts.join(random.likely(0.3) ? '\n' : ' ')
}

export const postingTitles = {
  request: [
    'Hulp in de tuin gevraagd',
    'Wie leert mij spreadsheets?',
    'Iemand om samen mee te wandelen',
    'Klusser voor een middag',
    'Oppas op dinsdag',
  ],
  offer: [
    'Ik help met formulieren',
    'Fietsen maken aan huis',
    'Koken voor de buurt',
    'Bijles wiskunde',
    'Tuin winterklaar maken',
  ],
} as const
export const postingTexts = [
  'Ik heb een paar uur per week over en help graag iemand in de buurt.',
  'Het gaat om twee uur op zaterdag. Gereedschap is er. Koffie ook ☕.',
  'Ervaring is niet nodig. Geduld wel, want mijn hond is nieuwsgierig.',
  'Ik zoek iemand voor langere tijd, het liefst op loopafstand.',
]
export const statusNotes = [
  null,
  null,
  null,
  'Titel verduidelijkt door ons.',
  'Gesloten na telefoontje: er is iemand gevonden.',
]
export const matchTexts = [
  'Zelfde soort werk, binnen de straal, genoeg uren.',
  'Zelfde soort werk, afstand bijna op de grens van de straal.',
  'Ander soort werk, maar wel dichtbij en beschikbaar.',
]

export const contactSubjects = [
  'Inloggen lukt niet',
  'Vraag over een match',
  'Klacht over reactietijd',
  'Adreswijziging',
  'Foutmelding bij foto',
]
export const contactTexts = [
  'Ik krijg de code niet binnen. Ik heb ook in de map met reclame gekeken.',
  'Kan ik mijn oproep nog veranderen nu er al iemand gereageerd heeft?',
  'Het duurt erg lang voordat ik antwoord krijg. Dat vind ik jammer.',
  'Bij het toevoegen van een foto zie ik alleen “Er ging iets mis”.',
]
export const staffNotes = [
  'Rustig uitgelegd, was daarna tevreden.',
  'Teruggebeld, geen gehoor. Morgen nog eens.',
  'Klinkt gehaast; eerst vragen of het schikt.',
  'Melding doorgezet naar ontwikkeling.',
  null,
]

export const reportTexts = [
  'Deze persoon vraagt vooraf om geld voor reiskosten en komt daarna niet opdagen.',
  'Ik kreeg drie avonden achter elkaar onbeleefde berichten.',
  'De foto in het profiel is van iemand anders, denk ik.',
]
export const reportNotes = [
  'Berichten bekeken, toon is stevig maar niet dreigend.',
  'Patroon lijkt op eerdere melding; samen bekijken.',
  null,
]

export const lookupPurposes = [
  'Vraag van het lid beantwoorden',
  'Foutmelding onderzoeken',
  'Match met de hand nakijken',
  'Melding van misbruik beoordelen',
]
export const lookupParts = ['Profiel', 'Berichten', 'Oproepen', 'Contact met ons', 'Logregels']

export const surveyQuestions = [
  'Hoe tevreden ben je over het platform?',
  'Hoe makkelijk vond je het zoeken?',
  'Wat kan beter?',
]
export const surveyAnswers = [
  'Prima zo.',
  'Meer filters graag 🙂',
  'Ik zou graag sneller antwoord krijgen.',
  '',
  'De knoppen zijn klein op mijn telefoon.',
]

export const campaigns = ['Nieuwsbrief voorjaar', 'Nieuwsbrief najaar', 'Week van de buren']
export const usageNames = ['page_view', 'search', 'filter', 'open_posting', 'send_message'] as const
export const usagePages = ['/', '/zoeken', '/oproep', '/profiel', '/berichten']
export const logActions = ['GET', 'POST', 'login', 'logout', 'upload'] as const
export const devices = [
  'Firefox op Windows',
  'Chrome op Android',
  'Safari op iPhone',
  'Edge op Windows',
  'Firefox op Linux',
]

export type Recipient = {
  name: string
  kind: string
  what: string
  purpose: string
  country: string
  safeguard: string | null
}
export const recipients: readonly Recipient[] = [
  {
    name: 'Stichting Talent van Buiten Voorbeeld',
    kind: 'affiliate',
    what: 'naam, woonplaats, soort werk',
    purpose: 'passend werk zoeken',
    country: 'NL',
    safeguard: null,
  },
  {
    name: 'Zorg om de Hoek B.V.',
    kind: 'employer',
    what: 'naam, e-mailadres, cv',
    purpose: 'voorstellen voor een vacature',
    country: 'NL',
    safeguard: null,
  },
  {
    name: 'Opleidingshuis De Trap',
    kind: 'trainer',
    what: 'naam, e-mailadres',
    purpose: 'aanmelden voor een cursus',
    country: 'BE',
    safeguard: null,
  },
  {
    name: 'Gemeente Voorbeeldstad',
    kind: 'government',
    what: 'naam, uren',
    purpose: 'bewijs van vrijwilligerswerk',
    country: 'NL',
    safeguard: null,
  },
  {
    name: 'Platform Supplies Inc. (voorbeeld)',
    kind: 'processor',
    what: 'alle gegevens in het platform',
    purpose: 'het platform draaiende houden',
    country: 'US',
    safeguard: 'modelcontract (SCC)',
  },
]

export const staff = [
  { name: 'Marije Dekker', role: 'support' },
  { name: 'Ahmed Yılmaz', role: 'safety' },
  { name: 'Gijs Brouwer', role: 'developer' },
  { name: 'Sofie Maes', role: 'matching' },
  { name: 'Willemijn Kok', role: 'management' },
] as const
