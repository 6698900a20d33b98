/** Settings: language, light or dark, and the devices somebody is signed in on. */
import type { settings as nl } from '../nl/settings.ts'
import type { Widen } from '../widen.ts'

export const settings: Widen<typeof nl> = {
  title: 'Settings',
  saved: 'Saved.',
  look: {
    title: 'Language and colour',
    language: 'Language',
    theme: 'Light or dark',
    themes: { auto: 'As my device', light: 'Light', dark: 'Dark' },
    save: 'Save',
  },
  devices: {
    title: 'Where you are signed in',
    explain: 'Do you not know a device? Then sign it out here.',
    caption: 'Devices that you are signed in on now',
    device: 'Device',
    since: 'Signed in on',
    seen: 'Last used',
    action: 'Sign out',
    name: (browser, system) => `${browser} on ${system}`,
    unknownBrowser: 'Browser',
    unknownSystem: 'unknown device',
    here: 'this device',
    end: 'Sign out',
    endName: (device, since) => `Sign out: ${device}, signed in on ${since}`,
    ended: 'That device is signed out.',
  },
  everywhere: {
    title: 'Sign out everywhere',
    explain: 'You sign out on all devices, this one too.',
    submit: 'Sign out everywhere',
  },
  account: {
    title: 'Your account',
    name: 'Name',
    role: 'Role',
    roles: { handler: 'handler', approver: 'second pair of eyes', officer: 'privacy officer', admin: 'administrator' },
  },
}
