/** `inzage deadline`: the legal last day of one request with its reasons, or of a table of requests. */
import { parseArgs } from 'node:util'
import {
  Unreadable,
  profiles,
  readClock,
  readExtendedFlag,
  readPauses,
  readProfile,
  readReceived,
} from '#app/deadline/read-clock.ts'
import { deadlineTable } from '#app/deadline/table.ts'
import { tellDeadline } from '#app/deadline/tell.ts'
import { readText } from '#app/deadline/read-text.ts'
import { languages } from '#domain/language.ts'
import { defineCommand } from 'citty'
import { Exit } from '../exit.ts'

const description = `The legal last day to answer a request, and why (Art. 12(3) GDPR, Regulation 1182/71).

Exit codes: 0 all well, 2 the call, or a row of the table, cannot be read (stderr says what was expected).

--csv prints id,answer_by,nominal,first_month_ends. A pause that is still open gives OPEN:<days left>.`

const args = {
  csv: {
    type: 'string',
    valueHint: 'FILE',
    description: 'table with columns id,received,pauses,extended[,nl_profile]; - reads stdin',
  },
  received: { type: 'string', valueHint: 'MOMENT', description: 'receipt: RFC 9557, ISO 8601 with offset, or a date' },
  pause: {
    type: 'string',
    valueHint: 'KIND:FROM..TO',
    description: 'identity, clarify or void-…; repeat for more; without TO it is open',
  },
  extended: {
    type: 'string',
    valueHint: 'DATE[:MONTHS]',
    description: 'day the notice of extension was sent; 1 or 2 months (2)',
  },
  calendar: { type: 'string', valueHint: profiles.join('|'), description: 'which days are free (nl-strict)' },
  language: { type: 'string', valueHint: languages.join('|'), description: 'of the reasons (nl)' },
  json: { type: 'boolean', description: 'print JSON' },
} as const

export default defineCommand({
  meta: { name: 'deadline', description },
  args,
  async run({ rawArgs }) {
    try {
      await answer(rawArgs)
    } catch (error) {
      if (error instanceof Unreadable) throw new Exit(2, error.message)
      throw error
    }
  },
})

async function answer(words: string[]): Promise<void> {
  const flags = readFlags(words)
  if (flags.csv !== undefined) {
    const other = Object.keys(flags).find(name => name !== 'csv')
    if (other) throw new Exit(2, `--csv takes a table and nothing else; leave out --${other}`)
    const { csv, faults } = deadlineTable(await readText(flags.csv))
    process.stdout.write(csv)
    if (faults.length > 0) throw new Exit(2, faults.join('\n'))
    return
  }
  if (flags.received === undefined) throw new Exit(2, 'expected --received MOMENT or --csv FILE; --help shows how')
  const profile = named('calendar', () => readProfile(flags.calendar ?? 'nl-strict'))
  const language = languages.find(one => one === (flags.language ?? 'nl'))
  if (!language) throw new Exit(2, `--language: "${flags.language}" is no language; expected ${languages.join(' or ')}`)
  const received = named('received', () => readReceived(flags.received!))
  const pauses = named('pause', () => (flags.pause ?? []).flatMap(readPauses))
  const clock = named('extended', () =>
    readClock(received, pauses, flags.extended === undefined ? null : readExtendedFlag(flags.extended)),
  )
  const told = tellDeadline(clock, profile, language)
  process.stdout.write(flags.json ? `${JSON.stringify(told.json, null, 2)}\n` : `${told.lines.join('\n')}\n`)
  if (told.warning) process.stderr.write(`${told.warning}\n`)
}

/** Strict, and with `--pause` as often as needed: citty keeps only the last of a repeated flag and passes over unknown ones. */
function readFlags(words: string[]) {
  const one = { type: 'string' } as const
  try {
    return parseArgs({
      args: words,
      options: {
        csv: one,
        received: one,
        pause: { type: 'string', multiple: true },
        extended: one,
        calendar: one,
        language: one,
        json: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new Exit(2, error instanceof Error ? error.message : String(error))
  }
}

/** Adds the flag's name to what could not be read. */
function named<T>(flag: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unreadable) throw new Unreadable(`--${flag}: ${error.message}`)
    throw error
  }
}
