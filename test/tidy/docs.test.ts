/** The documents keep up with the program: settings, decisions and dependencies that are there, and no others. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (file: string) => readFileSync(file, 'utf8')
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(file => file !== '' && existsSync(file))
const rooms = tracked.filter(file =>
  /^(domain|db|sources|exports|app|bin|test)\/.*\.(ts|tsx|js)$|^remix\.config/.test(file),
)

describe('settings', () => {
  const oidc = [...read('app/setting-oidc.ts').matchAll(/`OIDC_\$\{audience\}_([A-Z_]+)`/g)].map(match => match[1]!)
  const names = [
    ...[...read('app/config.ts').matchAll(/\btake\('([A-Z_]+)'|\benv\.([A-Z_]+)/g)].map(match => match[1] ?? match[2]!),
    ...oidc.map(name => `OIDC_STAFF_${name}`),
    // Members have no roles.
    ...oidc.filter(name => !name.startsWith('ROLE_')).map(name => `OIDC_MEMBER_${name}`),
  ]

  it('that the program reads stand in docs/operating.md', () => {
    const operating = read('docs/operating.md')
    expect(names.length).toBeGreaterThan(20)
    expect([...new Set(names)].filter(name => !operating.includes(`\`${name}\``))).toEqual([])
  })

  it('that a refusal sends to have their section there', () => {
    const headings = [...read('docs/operating.md').matchAll(/^#+ (.+)$/gm)].map(match =>
      match[1]!
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    const sections = [
      ...[...read('app/config.ts').matchAll(/\btake\('([A-Z_]+)'/g)].map(match => match[1]!.toLowerCase()),
      ...[...read('app/setting-oidc.ts').matchAll(/const section = '([\w-]+)'/g)].map(match => match[1]!),
      'sources',
    ]
    expect(sections.filter(section => section !== 'many_opened' && !headings.includes(section))).toEqual([])
  })
})

describe('decisions', () => {
  const files = readdirSync('docs/decisions').map(file => file.replace(/\.md$/, ''))

  it('that code and documents name are there', () => {
    const named = [...rooms, ...tracked.filter(file => file.endsWith('.md'))].flatMap(file =>
      [...read(file).matchAll(/decisions\/(\d{3}[\w-]*)|\bdecision (\d{3})\b/g)].map(
        match => [file, match[1] ?? match[2]!] as const,
      ),
    )
    expect(named.length).toBeGreaterThan(10)
    expect(
      named
        .filter(
          ([, name]) =>
            !files.some(file => file === name || (file.startsWith(`${name.slice(0, 3)}-`) && name.length === 3)),
        )
        .map(([file, name]) => `${file}: ${name}`),
    ).toEqual([])
  })

  it('have a number each', () => {
    const numbers = files.map(file => file.slice(0, 3))
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
  })
})

describe('dependencies', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const all = Object.keys({ ...dependencies, ...devDependencies }).filter(name => !name.startsWith('@types/'))
  const imported = new Set(
    rooms.flatMap(file =>
      [...read(file).matchAll(/(?:from\s+|import\(\s*|import\s+)['"]([^'".#][^'"]*)['"]/g)].map(match =>
        match[1]!
          .split('/')
          .slice(0, match[1]!.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    ),
  )

  it('have their line in docs/decisions/004-dependencies.md, and nothing else has', () => {
    const lines = read('docs/decisions/004-dependencies.md')
      .split('\n')
      .filter(line => /^\| (?!package)/.test(line))
      .flatMap(line =>
        line
          .split('|')[1]!
          .split(',')
          .map(name => name.trim().split(' ')[0]!),
      )
    expect(all.filter(name => !lines.includes(name))).toEqual([])
    expect(lines.filter(name => !all.includes(name))).toEqual([])
  })

  it('are the packages that are imported: what comes along with another package may go with it', () => {
    const own = [...imported].filter(name => /^(?:@[a-z-]+\/)?[a-z][a-z0-9.-]*$/.test(name))
    expect(own.filter(name => !all.includes(name))).toEqual([])
  })
})
