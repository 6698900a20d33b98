/** `inzage deadline` as operators run it: in any time zone of the machine, with codes for scripts. */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { readCsv } from '#app/deadline/csv.ts'

const inzage = fileURLToPath(new URL('../../../bin/inzage.js', import.meta.url))
const table = fileURLToPath(new URL('../../vectors/deadlines.csv', import.meta.url))

type Ran = { code: number; out: string; err: string }

function run(words: readonly string[], input = '', TZ = 'UTC'): Promise<Ran> {
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [inzage, 'deadline', ...words],
      { env: { ...process.env, TZ, NO_COLOR: '1' } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin!.end(input)
  })
}

/** `id,answer_by,nominal,first_month_ends` as the vectors want it. */
function expected(): string {
  const [header, ...rows] = readCsv(readFileSync(table, 'utf8')).map(row => row.fields)
  const at = (name: string) => header!.indexOf(name)
  const wanted = ['id', 'expected_due', 'nominal_due', 'first_month_due'].map(at)
  return [
    'id,answer_by,nominal,first_month_ends',
    ...rows.map(row => wanted.map(index => row[index]).join(',')),
    '',
  ].join('\n')
}

describe('a table', () => {
  test.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])(
    'comes out the same on a machine in %s (P8)',
    async TZ => {
      const { code, out, err } = await run(['--csv', table], '', TZ)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toBe(expected())
    },
  )

  it('needs only id and received, in any order, and may come in on stdin with quotes, a mark and Windows line ends', async () => {
    const { code, out } = await run(
      ['--csv', '-'],
      '\uFEFFreceived,id\r\n2026-06-10,"a ""b"", c"\r\n\r\n2026-06-10T09:00:00+02:00,"two\nlines"\r\n',
    )
    expect(code).toBe(0)
    expect(out).toBe(
      'id,answer_by,nominal,first_month_ends\n"a ""b"", c",2026-07-10,2026-07-10,2026-07-10\n"two\nlines",2026-07-10,2026-07-10,2026-07-10\n',
    )
  })

  it('says per row what cannot be read, and still gives the others', async () => {
    const rows = [
      'id,received,pauses,extended,nl_profile',
      'good,2026-06-10,[],false,',
      'day,2026-02-30,[],false,',
      'pause,2026-06-10,identity:2026-06-11,false,',
      'kind,2026-06-10,coffee:2026-06-11..2026-06-12,false,',
      'back,2026-06-10,identity:2026-06-12..2026-06-11,false,',
      'months,2026-06-10,[],true;2026-06-11;3,',
      'early,2026-06-10,[],true;2026-06-01,',
      'calendar,2026-06-10,[],false,uk',
      'short,2026-06-10',
    ]
    const { code, out, err } = await run(['--csv', '-'], rows.join('\n'))
    expect(code).toBe(2)
    expect(out).toBe('id,answer_by,nominal,first_month_ends\ngood,2026-07-10,2026-07-10,2026-07-10\n')
    const lines = err.trim().split('\n')
    expect(lines.map(line => line.slice(0, line.indexOf(':')))).toEqual([
      'line 3 (day)',
      'line 4 (pause)',
      'line 5 (kind)',
      'line 6 (back)',
      'line 7 (months)',
      'line 8 (early)',
      'line 9 (calendar)',
      'line 10 (short)',
    ])
    for (const line of lines.filter(each => !/back|early/.test(each))) expect(line).toContain('expected')
  })

  test.each([
    ['a file that is not there', ['--csv', 'nowhere.csv'], '', 'cannot read nowhere.csv'],
    ['a table without its columns', ['--csv', '-'], 'a,b\n1,2\n', 'no column "id"'],
    ['an empty table', ['--csv', '-'], '', 'no column "id"'],
    ['a quote that never ends', ['--csv', '-'], 'id,received\n"a,2026-01-01\n', 'line 2: a quote is opened'],
    ['a table and a flag', ['--csv', table, '--json'], '', 'leave out --json'],
  ])('%s is refused with code 2', async (_, words, input, says) => {
    const { code, out, err } = await run(words, input)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
  })
})

describe('one request', () => {
  it('is told in Dutch, step by step', async () => {
    const { code, out } = await run([
      '--received',
      '2026-11-20T10:00:00+01:00[Europe/Amsterdam]',
      '--pause',
      'identity:2026-11-21..2026-11-24',
      '--pause',
      'identity:2026-11-24..2026-11-26',
    ])
    expect(code).toBe(0)
    expect(out).toBe(
      [
        'Antwoord uiterlijk op maandag 28 december 2026',
        '',
        '- Ingediend op vrijdag 20 november 2026.',
        '- Eén maand later is 20 december 2026 (artikel 12 lid 3 AVG).',
        '- Vanaf 21 november 2026 stond de tijd 5 dagen stil: we wilden zeker weten dat jij het bent. Dan wordt het 25 december 2026.',
        '- 25 dec is eerste kerstdag, 26 dec is tweede kerstdag en 27 dec is zondag. De eerste werkdag daarna is maandag 28 december 2026.',
        '',
        'Voorzichtig gerekend is de laatste dag vrijdag 25 december 2026.',
        'Afwijzen of meer tijd vragen kan tot en met maandag 28 december 2026.',
        '',
      ].join('\n'),
    )
  })

  it('is told in English, and as JSON with its sum', async () => {
    const words = ['--received', '2026-03-05', '--extended', '2026-03-20:1', '--language', 'en']
    expect((await run(words)).out).toContain('Answer by Wednesday, 6 May 2026')
    const told = JSON.parse((await run([...words, '--json'])).out)
    expect(told).toMatchObject({
      received: '2026-03-05',
      calendar: 'nl-strict',
      answerBy: '2026-05-06',
      nominal: '2026-05-05',
      firstMonthEnds: '2026-04-07',
      daysLeft: null,
    })
    expect(told.because[0]).toMatchObject({ code: 'received', text: 'Submitted on Thursday, 5 March 2026.' })
  })

  it('has days left and no last day while a pause is open', async () => {
    const { out } = await run(['--received', '2026-11-02', '--pause', 'identity:2026-11-03..', '--json'])
    expect(JSON.parse(out)).toMatchObject({ answerBy: null, nominal: null, daysLeft: 29, unsuspended: '2026-12-02' })
  })

  it('follows the calendar that is named, and warns beyond its decree days', async () => {
    expect((await run(['--received', '2026-03-03', '--calendar', 'nl-atw'])).out).toContain('dinsdag 7 april 2026')
    expect((await run(['--received', '2026-03-05', '--calendar', 'nominal'])).out).toContain(
      'Antwoord uiterlijk op zondag 5 april 2026',
    )
    expect((await run(['--received', '2030-03-04', '--calendar', 'nl-atw'])).err).toContain('2028')
  })

  test.each([
    [['--received', 'morgen'], '--received: "morgen" is no moment of receipt; expected'],
    [['--received', '9999-12-31'], '--received: "9999-12-31" lies outside what can be counted; expected'],
    [['--received', '+012026-06-10T10:00:00Z'], 'lies outside what can be counted; expected'],
    [['--received', '0001-01-01'], 'lies outside what can be counted; expected'],
    [
      ['--received', '2026-06-10', '--pause', 'identity:2026-05-01..2026-05-04'],
      'the pause from 2026-05-01 ends before the receipt (2026-06-10)',
    ],
    [['--received', '2026-06-10', '--pause', 'identity'], '--pause: "identity" is no pause; expected'],
    [
      ['--received', '2026-06-10', '--extended', '2026-06-20:4'],
      '--extended: "2026-06-20:4" extends by "4"; expected 1 or 2 months',
    ],
    [['--received', '2026-06-10', '--calendar', 'uk'], '--calendar: "uk" is no calendar; expected'],
    [['--received', '2026-06-10', '--language', 'fr'], '--language: "fr" is no language; expected'],
    [['--recieved', '2026-06-10'], '--recieved'],
    [[], 'expected --received'],
  ])('%j is refused with code 2', async (words, says) => {
    const { code, out, err } = await run(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
  })

  it('has a help that names its exit codes', () => {
    const { status, stdout } = spawnSync(process.execPath, [inzage, 'deadline', '--help'], { encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toContain('Exit codes')
    for (const flag of ['--csv', '--received', '--pause', '--extended', '--calendar', '--json'])
      expect(stdout).toContain(flag)
  })
})
