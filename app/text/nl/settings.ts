/** Instellingen: language, light or dark, and the devices somebody is signed in on. */
export const settings = {
  title: 'Instellingen',
  saved: 'Opgeslagen.',
  look: {
    title: 'Taal en kleur',
    language: 'Taal',
    theme: 'Licht of donker',
    themes: { auto: 'Zoals mijn apparaat', light: 'Licht', dark: 'Donker' },
    save: 'Opslaan',
  },
  devices: {
    title: 'Waar je bent ingelogd',
    explain: 'Herken je een apparaat niet? Log het dan hier uit.',
    caption: 'Apparaten waarop je nu bent ingelogd',
    device: 'Apparaat',
    since: 'Ingelogd op',
    seen: 'Laatst gebruikt',
    action: 'Uitloggen',
    name: (browser: string, system: string) => `${browser} op ${system}`,
    unknownBrowser: 'Browser',
    unknownSystem: 'onbekend apparaat',
    here: 'dit apparaat',
    end: 'Log uit',
    endName: (device: string, since: string) => `Log uit: ${device}, ingelogd op ${since}`,
    ended: 'Dat apparaat is uitgelogd.',
  },
  everywhere: {
    title: 'Overal uitloggen',
    explain: 'Je logt uit op alle apparaten, ook op dit.',
    submit: 'Log overal uit',
  },
  account: {
    title: 'Je account',
    name: 'Naam',
    role: 'Rol',
    roles: {
      handler: 'behandelaar',
      approver: 'tweede paar ogen',
      officer: 'privacyfunctionaris',
      admin: 'beheerder',
    },
  },
} as const
