/**
 * The letters that come with the program, in the template language of `app/letter/template.ts`. What stands between braces
 * is filled in; `app/letter/standard.ts` puts the pieces together per right and outcome.
 */
import type { Right } from '#domain/right.ts'

type Said = { granted: string; partly: string; refused: string }

const copy: Said = {
  granted: 'Je krijgt een kopie van je gegevens. Wij houden niets achter.',
  partly: 'Je krijgt een kopie van je gegevens. Een deel ervan krijg je niet. Hieronder lees je waarom.',
  refused: 'Wij geven je geen kopie. Hieronder lees je waarom.',
}

export const templates = {
  /** In the place of a name that nobody knows. */
  nameless: 'meneer of mevrouw',
  greeting: 'Beste {{ name }},',
  asked: 'Je vroeg ons op {{ received }} {{ asked }}. Je kenmerk is {{ reference }}.',
  /** What somebody asked, as it follows "je vroeg ons op …". */
  rights: {
    access: 'om een kopie van je gegevens',
    portability: 'om je gegevens om mee te nemen',
    rectification: 'om iets te verbeteren in je gegevens',
    erasure: 'om je gegevens weg te halen',
    restriction: 'om te stoppen met het gebruik van je gegevens',
    objection: 'om te stoppen met iets waar je het niet mee eens bent',
    withdrawal: 'om je toestemming in te trekken',
    humanReview: 'om een mens te laten kijken naar een keuze van de computer',
  } satisfies Record<Right, string>,
  whole: 'Je hele verzoek',
  oneRecord: 'één gegeven',
  late: 'Dit antwoord komt te laat. Het moest er zijn op {{ answer_by }}. Dat spijt ons.',
  outcome: {
    access: copy,
    portability: {
      ...copy,
      granted: 'Je krijgt je gegevens in een vorm die een ander systeem kan lezen.',
      partly: 'Je krijgt je gegevens in een vorm die een ander systeem kan lezen. Een deel krijg je niet.',
    },
    rectification: {
      granted: 'We hebben je gegevens verbeterd.',
      partly: 'We hebben een deel van je gegevens verbeterd. Een ander deel laten we zoals het is.',
      refused: 'We laten je gegevens zoals ze zijn. Hieronder lees je waarom.',
    },
    erasure: {
      granted: 'We halen je gegevens weg.',
      partly: 'We halen een deel van je gegevens weg. Een ander deel blijft nog even staan.',
      refused: 'We halen je gegevens nu niet weg. Hieronder lees je waarom.',
    },
    restriction: {
      granted: 'We gebruiken je gegevens voorlopig niet meer. We bewaren ze alleen.',
      partly: 'Een deel van je gegevens gebruiken we voorlopig niet meer. Dat deel bewaren we alleen.',
      refused: 'We blijven je gegevens gebruiken. Hieronder lees je waarom.',
    },
    objection: {
      granted: 'We stoppen ermee. Voor dit doel gebruiken we je gegevens niet meer.',
      partly: 'Met een deel stoppen we. Met een ander deel gaan we door.',
      refused: 'We gaan ermee door. Hieronder lees je waarom.',
    },
    withdrawal: {
      granted: 'Je toestemming is ingetrokken. Wat we met je toestemming deden, doen we niet meer.',
      partly: '',
      refused: '',
    },
    humanReview: {
      granted: 'Een mens heeft gekeken. Hieronder lees je wat daar uit kwam.',
      partly: 'Een mens heeft gekeken naar een deel. Hieronder lees je wat daar uit kwam.',
      refused: 'We laten hier geen mens naar kijken. Hieronder lees je waarom.',
    },
  } satisfies Record<Right, Said>,
  doneTitle: 'Wat we deden',
  done: '{% for part in given %}- {{ part.what }}{% if part.because != "" %}: {{ part.because }}{% endif %}\n{% endfor %}',
  copyTitle: 'Je kopie',
  bundle:
    'Je kopie staat klaar tot en met {{ bundle_until }}. Log in op {{ site }} en ga naar Verzoeken. Geen account? Vul bij Hulp je kenmerk in. Een nieuwe kopie is altijd gratis.',
  bundlePost:
    'Krijg je deze brief met de post? Dan zit je kopie erbij. Wij bewaren hem voor je tot en met {{ bundle_until }}.',
  transfer: 'Wij kunnen je gegevens niet zelf doorsturen naar een ander bedrijf. Dat kan technisch nog niet.',
  recipients:
    'Gaven we deze gegevens ook aan anderen? Dan laten we hun weten wat er is veranderd. Wil je weten wie dat zijn? Vraag het ons.',
  lifting: 'Willen we je gegevens weer gebruiken? Dan laten we het je eerst weten.',
  past: 'Wat we eerder met je toestemming deden, mocht toen. Dat verandert niet.',
  refusedTitle: 'Wat je niet krijgt',
  refusedTitleOther: 'Wat we niet doen',
  refused:
    '{% for part in refused %}- {{ part.what }}: {{ part.because }} Dit staat in {{ part.article }}.{% if part.until != "" %} Dit geldt tot en met {{ part.until }}.{% endif %}{% if part.change != "" %} {{ part.change }}{% endif %}\n{% endfor %}',
  hidden:
    '{% for each in hidden %}- {{ each.what }}: {{ each.count }} keer weggelaten. {{ each.because }} Dit staat in {{ each.article }}.\n{% endfor %}',
  notHeld: 'We hebben gezocht. We hebben geen gegevens van je gevonden.',
  searchedTitle: 'Hier hebben we gezocht',
  searched: '{% for system in searched %}- {{ system }}\n{% endfor %}',
  cannotIdentify: 'We weten niet zeker wie dit vraagt. Daarom kunnen we je verzoek nu niet doen.',
  helpsTitle: 'Dit helpt ons verder',
  helps:
    '{% for part in refused %}- {{ part.change }}\n{% endfor %}\nStuur ons nooit een kopie van je paspoort. Die hebben we niet nodig.',
  whyTitle: 'Waarom niet?',
  disagreeTitle: 'Ben je het er niet mee eens?',
  secondLook: 'Vraag ons dan om nog eens te kijken. Iemand anders doet dat. Je hoort binnen 10 werkdagen van ons.',
  authority: 'Je kunt een klacht indienen bij {{ authority }}. Dat kan op {{ authority_site }}.',
  court: 'Je kunt ook naar de rechtbank gaan.',
  courtTerm: 'Doe dat binnen 6 weken na dit antwoord. Dat is uiterlijk op {{ court_until }}.',
  noTerm: 'Daarvoor is geen termijn, want ons antwoord kwam te laat.',
  noLawyer: 'Je hebt geen advocaat nodig.',
  contactTitle: 'Heb je een vraag?',
  contact: 'Mail ons op {{ contact }}. Noem dan je kenmerk.',
  goodbye: 'Met vriendelijke groet,',
  sender: '{{ controller }}',
} as const
