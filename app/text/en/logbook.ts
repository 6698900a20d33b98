/** Sentences of the logbook page. */
import type { logbook as nl } from '../nl/logbook.ts'
import type { Widen } from '../widen.ts'

const entries = (count: string) => (count === '1' ? '1 entry' : `${count} entries`)

export const logbook: Widen<typeof nl> = {
  title: 'Logbook',
  lead: 'Everything that happens in this portal is written here. Nobody can change an entry afterwards.',
  whoSees:
    'The privacy officer and the administrator see this logbook. Only the privacy officer sees the details of an entry.',
  actor: { staff: 'Staff', member: 'Member', system: 'System', anon: 'Unknown' },
  machine: (word: string) =>
    ({ worker: 'makes copies', sender: 'sends mail', operator: 'command on the server' })[word] ?? word,
  chipsLabel: 'Common filters',
  chips: {
    all: 'All',
    alarm: 'Alarm',
    looked: 'Data looked at',
    decided: 'Decisions',
    refused: 'Sign-in refused',
    team: 'Team',
    log: 'About the logbook',
    mine: 'By me',
    today: 'Today',
  },
  search: {
    label: 'Narrow the logbook down',
    hint: 'For example: action:decision actor:nora date:>2026-10-01',
    button: 'Show',
    help: 'What can I type here?',
    columns: { key: 'Type', means: 'Then you see', values: 'Possible' },
    means: {
      actor: 'Who did it: me, a kind, or the beginning of a colleague’s name',
      action: 'What happened',
      request: 'Only this request',
      date: 'On this day, in this month or year; with < or > before or after it',
    },
    several: 'More actions? Put a comma between them: action:decision,extended. Two times date: gives a period.',
    noNames: 'You cannot search for the name of a member: it is not in the logbook.',
  },
  slip: {
    unknownKey: (typed: string, possible: string) => `I do not know “${typed}:”. I do know: ${possible}.`,
    noKey: (typed: string, possible: string) =>
      `“${typed}” does not say where to look. Put one of these in front of it: ${possible}.`,
    unknownValue: (typed: string, key: string, possible: string) =>
      `“${typed}” cannot stand after ${key}:. For example: ${possible}.`,
    noValue: (typed: string, possible: string) => `Nothing stands after “${typed}”. Possible: ${possible}.`,
    twice: (typed: string) => `“${typed}” is one too many. Put a comma between what you look for.`,
    tooMany: (typed: string) => `That is too much at once. Leave “${typed}” out.`,
    tooLong: 'This is too long. Use at most 300 characters.',
    noColleague: (typed: string) => `There is no colleague whose name begins with “${typed}”.`,
    noRequest: (reference: string) => `There is no request with number ${reference}.`,
  },
  caption: 'Entries of the logbook, newest first',
  columns: { number: 'Number', at: 'When', what: 'What', who: 'Who', request: 'Request', hash: 'Fingerprint' },
  noRequest: 'None',
  alarmTag: 'Alarm',
  empty: 'There are no entries like this.',
  lookedUntil: (when: string) => `Looked until here: ${when}. Look on for what is older.`,
  lookOn: 'Look on',
  newer: 'Newer',
  older: 'Older',
  newest: 'To the newest',
  pages: 'More entries',
  take: {
    title: 'Take it along',
    lead: 'A file with all entries that fit this filter. That you make it is written in the logbook too.',
    csv: 'Make CSV',
    json: 'Make JSON',
  },
  file: 'logbook',
  fileColumns: {
    number: 'number',
    at: 'moment',
    action: 'action',
    sentence: 'what',
    actor: 'kind',
    who: 'who',
    request: 'request',
    hash: 'fingerprint',
  },
  check: {
    title: 'Check the logbook',
    lead: 'All entries are computed again and compared with what was signed before. You may close this page meanwhile.',
    button: 'Check now',
    again: 'Check again',
    busy: 'Checking',
    status: (done: string, total: string) => `${done} of ${entries(total)} checked.`,
    starting: 'The check begins.',
    refresh: 'Refresh this page',
    started: (who: string, when: string) => `Started by ${who}, ${when}.`,
    ended: (who: string, when: string) => `Checked by ${who}, ${when}.`,
    someone: 'a colleague',
    ok: (total: string) => `OK: ${entries(total)}, everything is right`,
    okText: (checkpoints: string, known: string) =>
      `${checkpoints} signatures are right. ${known} of them are kept outside the database too.`,
    wrong: {
      TAMPERED: (where: string) => `Entry ${where} was changed, or something is missing`,
      PAYLOAD_MISSING: (where: string) =>
        `The details of entry ${where} are gone, and no entry says that they were erased`,
      FORK: (where: string) => `The logbook is not what was signed before, at ${where} entries`,
      ROLLBACK: (where: string) => `Entries are missing: a logbook of ${where} entries was signed before`,
      SIGNATURE: (where: string) => `A signature is not right, at ${where} entries`,
    },
    wrongText:
      'Do not restart and do not change anything. Call the administrator, and keep a copy of the database as it is now.',
    technical: 'For the administrator:',
    brokenOff: 'The check was broken off',
    brokenOffText: 'Nothing was found, but not everything was looked at. Begin again.',
  },
  entry: {
    title: (name: string) => `Entry ${name}`,
    what: 'What',
    at: 'When',
    who: 'Who',
    request: 'Request',
    code: 'Kind of entry',
    hash: 'Fingerprint (SHA-256)',
    text: 'This is how the entry stands in the logbook',
    payload: 'Details of this entry',
    noPayload: 'This entry has no details.',
    erased: 'The details were erased. A later entry says so.',
    payloadClosed: 'Your role does not see the details. The privacy officer does.',
    sameActor: 'Everything by the same person',
    sameAction: 'Everything of this kind',
    sameRequest: 'Everything about this request',
    proof: 'Proof',
    proven: (size: string, witnesses: number) =>
      `This entry is fixed in the signed logbook of ${entries(size)}${
        witnesses === 0
          ? ''
          : witnesses === 1
            ? ', which a witness signed too'
            : `, which ${witnesses} witnesses signed too`
      }.`,
    notYet: 'This entry will be signed within a second.',
    fetch: 'Fetch the receipt',
    how: 'How do you check the receipt?',
    howText: 'Run this line. It works without the internet.',
    key: 'The key of the logbook:',
    older: 'Entry before',
    newer: 'Entry after',
  },
}
