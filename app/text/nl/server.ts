/** What the server says by itself: refusals, the demo's mailbox, single-use links, the calendar file. */
export const server = {
  refused: {
    400: { title: 'Dit verzoek begrijpen we niet', text: 'Ga terug en probeer het nog eens.' },
    403: {
      title: 'Dit formulier is verlopen',
      text: 'Er is niets veranderd. Ga terug, ververs de pagina en probeer het nog eens. Cookies moeten aan staan.',
    },
    404: { title: 'Deze pagina is er niet', text: 'Het adres klopt niet, of de pagina is weg.' },
    405: { title: 'Dat kan hier niet', text: 'Deze pagina kan dat niet.' },
    413: { title: 'Dit is te groot', text: 'Er is niets opgeslagen. Maak je tekst korter en probeer het nog eens.' },
    415: { title: 'Dit soort bericht kennen we niet', text: 'Gebruik het formulier op de pagina.' },
    421: { title: 'Verkeerd adres', text: 'Dit programma hoort niet bij dit adres.' },
    500: { title: 'Dit ging niet goed', text: 'Er ging iets mis bij ons. Probeer het zo nog eens.' },
    503: { title: 'Het is nu te druk', text: 'Probeer het over een paar minuten nog eens.' },
  },
  home: 'Naar het overzicht',
  mailbox: {
    title: 'Postvak van de demo',
    text: 'In de demo gaat geen mail de deur uit. Alles wat verstuurd zou zijn, staat hier.',
    empty: 'Er is nog geen mail.',
    to: 'Aan',
    at: 'Om',
    shown: (most: number) => `De nieuwste ${most} berichten.`,
  },
  link: {
    title: 'Inloggen met een link',
    text: 'Deze link werkt één keer. Druk op de knop om in te loggen.',
    button: 'Log in',
    used: 'Deze link werkt niet meer',
    usedText: 'De link is al gebruikt of verlopen. Log in met je e-mailadres.',
    signIn: 'Naar inloggen',
  },
  calendar: {
    summary: (reference: string) => `Antwoord uiterlijk op verzoek ${reference}`,
    description: 'Op deze dag moet het antwoord er uiterlijk zijn.',
  },
} as const
