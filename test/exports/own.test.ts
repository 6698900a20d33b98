/** The portal's own file about a person is whole (ACC-02): every table that leads to them is in it, or says why not. */
import { getTableColumns, getTableName } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { bundle as en } from '#app/text/en/bundle.ts'
import { bundle as nl } from '#app/text/nl/bundle.ts'
import { sqliteTables } from '#db/schema/sqlite.ts'
import { answerOutcomes } from '#domain/answer.ts'
import { objectionOutcomes, restrictionGrounds } from '#domain/bar.ts'
import { choiceWays } from '#domain/consent.ts'
import { decisionOutcomes, refusalGroundIds } from '#domain/decision.ts'
import { extensionReasons } from '#domain/extension.ts'
import { noticeCauses, noticeStates } from '#domain/notice.ts'
import { identityMethods } from '#domain/identity.ts'
import { pauseKinds, voidReasons } from '#domain/pause.ts'
import { tableNames } from '#exports/own-rows.ts'

/** A table of the store, and the table of the person's own file that tells it. */
const told: Readonly<Record<string, (typeof tableNames)[number]>> = {
  subject: 'settings',
  subject_request: 'requests',
  letter: 'arrivals',
  audit_entry: 'steps',
  request_message: 'messages',
  request_identity: 'checks',
  request_pause: 'pauses',
  request_extension: 'extensions',
  decision: 'decisions',
  answer: 'answers',
  second_look: 'second_looks',
  restriction: 'restrictions',
  objection: 'objections',
  request_label: 'labels',
  request_note: 'notes',
  mail: 'letters',
  look: 'looks',
  correction: 'corrections',
  statement: 'statements',
  freeze: 'freezes',
  consent_choice: 'consents',
  session: 'sessions',
  notice: 'notices',
}

/** Tables that lead to a person and are not told by themselves, each with why. */
const silent: Readonly<Record<string, string>> = {
  export: 'the steps of a request tell when a copy was wanted, made, fetched and removed',
  export_part: 'what was searched and found stands in the account of the copy itself',
  request_review: 'that a person looked first stands in the steps; what was found is in the copy',
  reviewed_item: 'keys and digests of records that are in the copy themselves',
  hidden_value: 'counted in the account of what was left out, with its reason',
  approval: 'that a second person agreed stands in the steps; who, is not the person\u2019s datum (C-579/21)',
  letter_draft: 'what is not sent yet is no answer; once sent it stands among the answers',
  obedience: 'the job that tells the sources; what may not be used stands among what is set still and objected to',
  cookie_choice: 'nothing is written here yet',
  search_word: 'digests of words of the person\u2019s own name and address, which are in the copy',
  presence: 'who of staff has a page open now, gone after a minute',
  look_purpose: 'the purpose stands with each look',
  received_file: 'handed over as they are, with the arrival or the message that they came with',
  sign_in_attempt: 'a code in flight, gone within the hour; the sign-in itself is told',
  sign_in_link: 'a single-use link, of which only a hash is kept',
  sign_in_challenge: 'a sign-in in flight, gone within minutes',
}

const leadsToPerson = (columns: readonly string[]) =>
  ['subject_id', 'request_id', 'letter_id', 'person_id', 'request'].some(name => columns.includes(name))

describe('the portal tells everything it holds about a person', () => {
  it('every table that leads to somebody is told, or says why not', () => {
    const tables = Object.values(sqliteTables)
      .filter(table => leadsToPerson(Object.values(getTableColumns(table)).map(column => column.name)))
      .map(table => getTableName(table))
    expect(tables.length).toBeGreaterThan(15)
    expect(tables.filter(name => !(name in told) && !(name in silent))).toEqual([])
  })

  it('every table of the file is fed by a table of the store', () => {
    expect(tableNames.filter(name => !Object.values(told).includes(name))).toEqual([])
  })

  it.each([
    ['checks.method', identityMethods],
    ['pauses.kind', [...pauseKinds, ...voidReasons.map(reason => `void-${reason}`)]],
    ['extensions.ground', extensionReasons],
    ['decisions.outcome', decisionOutcomes],
    ['decisions.ground', refusalGroundIds],
    ['answers.outcome', answerOutcomes],
    ['restrictions.ground', restrictionGrounds],
    ['objections.outcome', objectionOutcomes],
    ['consents.way', choiceWays],
    ['notices.cause', noticeCauses],
    ['notices.state', noticeStates],
  ] as const)('every code of %s has its meaning in both languages', (column, codes) => {
    for (const words of [nl, en]) expect(Object.keys(words.codes[column]!).toSorted()).toEqual([...codes].toSorted())
  })
})
