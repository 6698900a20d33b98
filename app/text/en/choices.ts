/** Consent: yes and no per purpose, and what was chosen before. */
import type { choices as nl } from '../nl/choices.ts'
import type { Widen } from '../widen.ts'

export const choices: Widen<typeof nl> = {
  title: 'Consent',
  lead: 'Here you choose what is allowed. You can always change your mind.',
  gpc: 'Your browser asks not to be followed. So we do not.',
  yes: 'Yes',
  no: 'No',
  save: 'Save my choices',
  chosenOn: day => `Chosen on ${day}.`,
  neverChosen: 'You have not chosen yet.',
  nobody: 'Nobody else gets this.',
  recipients: names => `This also goes to: ${names}.`,
  stops: 'If you say no, this stops at once.',
  stopsAndGoes: 'If you say no, this stops at once and we remove it everywhere.',
  goesOn: purposes => `This does go on: ${purposes}.`,
  done: {
    saved: 'Your choices are saved',
    later: 'Your choices are saved. One of our systems will hear it soon.',
    same: 'Your choices were like this already',
  },
  before: 'Your choice holds from now on. What we did before was allowed then.',
  missing: 'Choose yes or no.',
  refused: {
    stale: 'The text has changed meanwhile. Read it and choose again.',
    gone: 'Our systems no longer know your data. There is nothing to choose.',
  },
  history: count => `See earlier choices (${count})`,
  historyTitle: 'Earlier choices',
  noHistory: 'There are no earlier choices yet.',
  columns: { when: 'When', what: 'For what', answer: 'Choice', where: 'Where' },
  here: 'Here',
  elsewhere: 'On the platform',
}
