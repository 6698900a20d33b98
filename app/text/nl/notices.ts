/** Wat we een deelnemer schrijven over de termijn: wie vraagt dit, wat bedoel je, meer tijd nodig, te laat. */
import type { ExtensionReason } from '#domain/extension.ts'
import type { IdentityMethod } from '#domain/identity.ts'

const paragraphs = (...parts: readonly string[]) => parts.filter(Boolean).join('\n\n')

export const notices = {
  /** Hoe iemand kan laten zien wie het is; alleen wat een medewerker aanbiedt. */
  ways: {
    session: 'Log in op dit portaal en antwoord daar.',
    codeOnFile: 'Wij sturen een code naar een adres dat we al van je hebben.',
    knownFact: 'Wij vragen je iets wat alleen jij en wij weten.',
    callBack: 'Wij bellen je op een nummer dat we al van je hebben.',
    seen: 'Je komt langs en laat zien wie je bent. We maken geen kopie.',
    authority: 'Laat zien dat je namens een ander mag vragen.',
    codeGiven: 'Wij sturen een code naar het adres dat je ons gaf.',
  } satisfies Record<IdentityMethod, string>,
  /** @param ways zinnen uit `ways`, elk op een eigen regel */
  identity: (doubt: string, ways: string, clock: string) =>
    paragraphs(
      'We willen zeker weten dat dit verzoek van jou komt. Zo krijgt niemand anders jouw gegevens.',
      `Dit is waarom we twijfelen:\n${doubt}`,
      `Kies wat jij het makkelijkst vindt:\n${ways}`,
      'Stuur geen kopie van je paspoort of rijbewijs. Dat hebben we niet nodig.',
      clock,
    ),
  clarify: (held: string, own: string, clock: string) =>
    paragraphs(
      held,
      own,
      'Vertel ons wat je zoekt, of over welke tijd het gaat. Je mag ook "alles" zeggen. Dan krijg je alles.',
      clock,
    ),
  heldLarge: (count: string) => `We hebben veel over je bewaard: ${count} gegevens. Daarom vragen we wat je wilt zien.`,
  heldSmall: 'We willen je snel helpen. Daarom vragen we wat je precies wilt zien.',
  pausedFrom: (day: string) =>
    `Vanaf ${day} staat de tijd voor ons antwoord stil. Zodra je antwoordt, loopt de tijd weer.`,
  notPaused: (day: string) => `De tijd loopt gewoon door. Je krijgt ons antwoord uiterlijk op ${day}.`,
  ground: {
    complexity: 'Je verzoek is ingewikkeld.',
    number: 'Het zijn veel verzoeken tegelijk.',
  } satisfies Record<ExtensionReason, string>,
  extension: (ground: string, reason: string, from: string, to: string) =>
    paragraphs(
      `We hebben meer tijd nodig voor je verzoek. ${ground}`,
      `Dit is waarom:\n${reason}`,
      `Je krijgt antwoord uiterlijk op ${to}. Eerst was dat ${from}.`,
      'Ben je het hier niet mee eens? Laat het ons weten. Je kunt ook klagen bij de Autoriteit Persoonsgegevens.',
    ),
  overdue: (last: string, promised: string) =>
    paragraphs(
      `Het spijt ons. Je had uiterlijk op ${last} antwoord moeten krijgen. Dat is ons niet gelukt.`,
      promised,
      'Je hoeft niet te wachten. Je kunt nu al een klacht doen bij de Autoriteit Persoonsgegevens. Je kunt ook nu al naar de rechter. Daar staat geen uiterste dag voor. Je hebt geen advocaat nodig.',
    ),
  promised: (day: string) => `Je krijgt ons antwoord uiterlijk op ${day}.`,
  overdueTitle: 'Ons antwoord is te laat',
  regards: (controller: string) => `Groet,\n${controller}`,
} as const
