/** The words by which people ask for a right, Dutch and English. Stems without accents; `=word` is the whole word. */
import type { Right } from './right.ts'

export type Thing = 'consent' | 'data' | 'marketing' | 'use' | 'place' | 'decision'

export type Cue = {
  right: Right
  /** One word, or several in a row. */
  words: readonly string[]
  /** What must be named in the same sentence; absent when the words say enough. */
  needs?: Thing
  /** The words ask because something is denied ("klopt niet", "geen reclame meer"). */
  denied?: boolean
}

export const denials: ReadonlySet<string> = new Set(
  (
    'niet niets geen nooit nergens zonder noch hoeft not no never nothing dont don doesnt doesn without neither nor ' +
    'cannot isnt isn arent aren'
  ).split(' '),
)

const list = (words: string): readonly string[] => words.split(' ')
const own = list('gegeven persoonsgegeven data informatie information dossier account profiel profile')
const parts = list(
  'alles everything details records bestand file foto photo bericht messages naam name adres address telefoon phone ' +
    'nummer number email mailadres postcode geboorte birth achternaam voornaam surname inschrijving =cv =me =mij',
)

export const things: Readonly<Record<Thing, readonly string[]>> = {
  data: [...own, ...parts],
  consent: list('toestemming consent permission'),
  marketing: list('reclame nieuwsbrie marketing advertenti aanbieding newsletter advert mailing =mail'),
  use: [...own, ...list('gebruik verwerk use using process')],
  place: list('partij dienst organisatie provider service concurrent platform ander another company'),
  decision: list('besluit beslissing decision afwijzing afgewezen reject matching match score algoritme'),
}

const single = (right: Right, stems: string, more: Partial<Cue> = {}): Cue[] =>
  stems.split(' ').map(stem => ({ right, words: [stem], ...more }))
const inARow = (right: Right, phrases: readonly string[], more: Partial<Cue> = {}): Cue[] =>
  phrases.map(phrase => ({ right, words: phrase.split(' '), ...more }))
/** "artikel 15 AVG", "art. 15", "Article 15 GDPR": the sign between is not a word. */
const article = (right: Right, number: string): Cue[] =>
  ['artikel', '=art', 'article'].map(word => ({ right, words: [word, `=${number}`] }))

export const cues: readonly Cue[] = [
  ...article('access', '15'),
  ...single('access', 'inzage inzageverzoek =dsar'),
  ...single('access', 'inzien bekijken overzicht kopie opvragen afschrift access copy overview', { needs: 'data' }),
  ...inARow('access', [
    '=welke gegevens',
    '=welke persoonsgegevens',
    '=welke informatie',
    '=welke data',
    '=wat jullie',
  ]),
  ...inARow('access', ['=wat u', '=wat =jullie', 'what data', 'what personal', 'what information'], {
    needs: 'data',
  }),
  ...inARow(
    'access',
    ['=which data', '=which personal', 'subject access', '=see =my', '=see the', '=see what', '=see which'],
    {
      needs: 'data',
    },
  ),
  ...inARow('access', ['me everything', 'mij alles', 'subject access request', 'right of access']),

  ...article('portability', '20'),
  ...single('portability', 'dataportabiliteit overdraagbaarheid portability portabiliteit machineleesbaar'),
  ...inARow('portability', ['machine readable', 'machine leesbaar']),
  ...single('portability', 'overdragen overzetten meenemen doorsturen meekrijgen transfer port', { needs: 'data' }),
  ...inARow('portability', ['take =my', '=move =my'], { needs: 'place' }),

  ...article('rectification', '16'),
  ...single('rectification', 'rectific'),
  ...single('rectification', 'corrig verbeter wijzig aanpas correct update change amend', { needs: 'data' }),
  ...inARow('rectification', ['=pas =mijn'], { needs: 'data' }),
  ...single(
    'rectification',
    'onjuist verkeerd =fout foutief foute incorrect wrong misspel inaccurate verouderd outdated',
    {
      needs: 'data',
    },
  ),
  ...single('rectification', 'klopt kloppen klopte correct right', { needs: 'data', denied: true }),

  ...article('erasure', '17'),
  ...single('erasure', 'vergetelheid'),
  ...inARow('erasure', ['vergeten =te', 'vergeten worden', '=vergeet =mij', 'be forgotten', '=forget =me']),
  ...single('erasure', 'verwijder gewist wissen =wis weghalen vernietig opheffen schrap', { needs: 'data' }),
  ...single('erasure', 'erase erasure delete deletion deleted remove removal destroy', { needs: 'data' }),
  ...inARow('erasure', ['=haal =alles', '=haal =mijn'], { needs: 'data' }),

  ...article('restriction', '18'),
  ...inARow('restriction', ['beperking van', 'beperk de verwerking', 'tijdelijk =niet', 'restriction of']),
  ...single('restriction', 'stilzetten bevries bevroren blokkeer blokkeren freeze', { needs: 'use' }),
  ...single('restriction', 'restrict', { needs: 'use' }),

  ...article('objection', '21'),
  ...inARow('objection', ['=maak bezwaar', '=bezwaar maken', '=maken bezwaar', '=bezwaar tegen', '=teken bezwaar']),
  ...inARow('objection', ['bezwaar aan', '=i object', '=we object', '=to object', 'objection to', '=mijn bezwaar']),
  ...single('objection', 'reclame nieuwsbrie marketing advertenti newsletter adverts', { denied: true }),
  ...single('objection', 'stop uitschrij afmeld unsubscribe opt', { needs: 'marketing' }),

  ...inARow('withdrawal', ['=trek =mijn toestemming', '=trek =hierbij', '=toestemming =in']),
  ...single('withdrawal', 'intrek ingetrokken withdraw revoke', { needs: 'consent' }),
  ...single('withdrawal', 'toestemming consent', { denied: true }),

  ...article('humanReview', '22'),
  ...inARow('humanReview', ['geautomatiseerd besluit', 'geautomatiseerde beslissing', 'geautomatiseerde besluit']),
  ...inARow('humanReview', ['automated decision', 'human review', 'human intervention', 'menselijke tussenkomst']),
  ...inARow('humanReview', ['=een mens', '=door mens', '=a human', '=a person', '=echt persoon', '=real person'], {
    needs: 'decision',
  }),
]
