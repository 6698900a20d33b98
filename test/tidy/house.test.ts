/** The rules of the house (ARCHITECTURE.md), as tests. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean)
const code = tracked.filter(file => /\.(ts|tsx)$/.test(file))
const read = (file: string) => readFileSync(file, 'utf8')

/** Left to right: a room imports only itself and what stands to its left. */
const rooms = ['domain', 'db', 'sources', 'exports', 'app', 'bin'] as const
const roomOf = (file: string) => rooms.findIndex(room => file.startsWith(`${room}/`))

function importsOf(file: string): string[] {
  return [...read(file).matchAll(/(?:from\s+|import\(\s*|import\s+)'([^']+)'/g)].map(match => match[1]!)
}

/** Faults as lines, so that a red test says what to mend. */
function faults(check: (file: string) => readonly string[], files = code): string[] {
  return files.flatMap(file => check(file).map(fault => `${file}: ${fault}`))
}

describe('the direction of imports', () => {
  it('a room imports only from itself and from the rooms to its left', () => {
    expect(
      faults(file => {
        const own = roomOf(file)
        if (own < 0) return []
        return importsOf(file)
          .filter(name => name.startsWith('#') || name.startsWith('.'))
          .map(name => (name.startsWith('#') ? name.slice(1) : path.join(path.dirname(file), name)))
          .filter(target => roomOf(target) > own || target.startsWith('test/'))
      }),
    ).toEqual([])
  })

  it('another room is named by its alias, the own room by a relative path', () => {
    expect(
      faults(file => {
        const own = rooms[roomOf(file)]
        if (!own) return []
        return importsOf(file).filter(
          name =>
            name.startsWith(`#${own}/`) ||
            (name.startsWith('.') && !path.join(path.dirname(file), name).startsWith(`${own}/`)),
        )
      }),
    ).toEqual([])
  })

  it('nobody imports the marker package "remix", which throws', () => {
    expect(faults(file => importsOf(file).filter(name => name === 'remix'))).toEqual([])
  })

  it('the domain uses nothing but itself, the Temporal polyfill and hashing', () => {
    const allowed = new Set(['temporal-polyfill', 'node:crypto'])
    expect(
      faults(
        file => importsOf(file).filter(name => !name.startsWith('.') && !allowed.has(name)),
        code.filter(file => file.startsWith('domain/')),
      ),
    ).toEqual([])
  })
})

describe('what comes in as an argument', () => {
  it('the environment is read in app/config.ts and nowhere else', () => {
    const doors = new Set(['app/config.ts'])
    expect(
      faults(
        file => (/process\.env/.test(read(file)) ? ['reads process.env'] : []),
        code.filter(file => roomOf(file) >= 0 && !file.startsWith('bin/') && !doors.has(file)),
      ),
    ).toEqual([])
  })

  it('the domain, the store, the sources and the exports never look at a clock by themselves', () => {
    expect(
      faults(
        file => read(file).match(/\bDate\.now\(|new Date\(\)|Temporal\.Now/g) ?? [],
        code.filter(file => ['domain', 'db', 'sources', 'exports'].includes(file.split('/')[0]!)),
      ),
    ).toEqual([])
  })

  it('only db knows SQL tables of the portal: pages and commands hold no queries', () => {
    expect(
      faults(
        file =>
          importsOf(file).filter(name => name.startsWith('drizzle-orm') || name === 'better-sqlite3' || name === 'pg'),
        code.filter(file => /^(app|bin|exports|domain)\//.test(file)),
      ),
    ).toEqual([])
  })
})

describe('rooms and files', () => {
  it('there are no drawers', () => {
    const drawer = /(^|\/)(utils?|helpers?|lib|common|misc|services?|managers?)(\/|\.tsx?$)/
    expect(tracked.filter(file => drawer.test(file) && !/^app\/text\/(nl|en)\/common\.ts$/.test(file))).toEqual([])
  })

  it('a file has one subject: at most 300 lines, tables of words and tests apart', () => {
    const long = code.filter(file => roomOf(file) >= 0 && !file.startsWith('app/text/') && !/schema|seed\//.test(file))
    expect(
      faults(file => (read(file).split('\n').length > 300 ? [`${read(file).split('\n').length} lines`] : []), long),
    ).toEqual([])
  })

  it('a route reads like a conversation: at most 150 lines', () => {
    const routes = code.filter(file => file.startsWith('app/routes/'))
    expect(
      faults(file => (read(file).split('\n').length > 150 ? [`${read(file).split('\n').length} lines`] : []), routes),
    ).toEqual([])
  })

  it('nothing is left for later', () => {
    const later = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'not impl' + 'emented'].join('|')})\\b`)
    expect(faults(file => (later.test(read(file)) ? ['says that something is unfinished'] : []))).toEqual([])
  })

  it('no test is skipped or singled out for good', () => {
    expect(
      faults(
        file => read(file).match(/\b(it|test|describe)\.(only|todo|skip)\(/g) ?? [],
        code.filter(file => file.startsWith('test/')),
      ),
    ).toEqual([])
  })

  it('nothing that is committed names a path of the machine it was made on', () => {
    const machine = new RegExp(`["'\`\\s(](${['/wo' + 'rk/', '/tm' + 'p/', '/ro' + 'ot/', '/ho' + 'me/'].join('|')})`)
    const texts = tracked.filter(file => /\.(ts|tsx|js|md|yaml|json|css)$/.test(file) && file !== 'package-lock.json')
    expect(faults(file => (machine.test(read(file)) ? ['names a machine path'] : []), texts)).toEqual([])
  })
})

describe('what the documents say', () => {
  it('every command and subcommand of inzage stands in docs/operating.md', () => {
    const main = read('bin/inzage.ts')
    const commands = [...main.matchAll(/^\s+'?([\w-]+)'?: \(\) => import\('\.\/commands/gm)].map(match => match[1]!)
    expect(commands.length).toBeGreaterThan(8)
    const docs = read('docs/operating.md')
    expect(
      commands.filter(command => !docs.includes(`inzage ${command}`) && !docs.includes(`inzage -- ${command}`)),
    ).toEqual([])
  })

  it('every decision is one file with a title, its context, the choice and when to look again', () => {
    const decisions = tracked.filter(file => /^docs\/decisions\/\d{3}-[a-z0-9-]+\.md$/.test(file))
    expect(decisions.length).toBeGreaterThan(3)
    expect(faults(file => (read(file).startsWith('# ') ? [] : ['has no title']), decisions)).toEqual([])
  })
})
