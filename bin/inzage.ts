/** `inzage <command>`: what an operator types. Results go to stdout, messages to stderr, the exit code is for scripts. */
import { stripVTControlCharacters } from 'node:util'
import { type ArgsDef, type CommandDef, defineCommand, renderUsage, runCommand } from 'citty'
import { given, misspelt } from './call.ts'
import { Exit } from './exit.ts'

const main = defineCommand({
  meta: { name: 'inzage', description: 'Data subject rights portal' },
  subCommands: {
    serve: () => import('./commands/serve.ts').then(m => m.default),
    work: () => import('./commands/work.ts').then(m => m.default),
    demo: () => import('./commands/demo.ts').then(m => m.default),
    staff: () => import('./commands/staff.ts').then(m => m.default),
    'sign-in': () => import('./commands/sign-in.ts').then(m => m.default),
    queue: () => import('./commands/queue.ts').then(m => m.default),
    register: () => import('./commands/register.ts').then(m => m.default),
    deadline: () => import('./commands/deadline.ts').then(m => m.default),
    export: () => import('./commands/export.ts').then(m => m.default),
    verify: () => import('./commands/verify.ts').then(m => m.default),
    audit: () => import('./commands/audit.ts').then(m => m.default),
  },
})

/** A command, its parents' names for the usage line, and the words that are left for it. */
type Found = { command: CommandDef; path: string[]; rest: readonly string[] }

const argsOf = async ({ args }: CommandDef): Promise<ArgsDef> =>
  (await (typeof args === 'function' ? args() : args)) ?? {}

/** The deepest command that the words name. */
async function find(command: CommandDef, words: readonly string[], path: string[]): Promise<Found> {
  const subs = typeof command.subCommands === 'function' ? await command.subCommands() : await command.subCommands
  const [next] = given(words, await argsOf(command)).plain
  if (!subs || next === undefined || !Object.hasOwn(subs, next)) return { command, path, rest: words }
  const found = subs[next]!
  const def = await (typeof found === 'function' ? found() : found)
  return find(def as CommandDef, words.toSpliced(words.indexOf(next), 1), [...path, next])
}

/** Subcommands with one line each; the whole story is in a command's own help. */
async function inBrief(command: CommandDef): Promise<CommandDef> {
  const subs = typeof command.subCommands === 'function' ? await command.subCommands() : await command.subCommands
  if (!subs) return command
  const brief = async ([name, found]: [string, unknown]) => {
    const def = (await (typeof found === 'function' ? found() : found)) as CommandDef
    const meta = typeof def.meta === 'function' ? await def.meta() : await def.meta
    return [name, { meta: { ...meta, description: /^.*?\.(?=\s+[A-Z]|\s*$)/s.exec(meta?.description ?? '')?.[0] } }]
  }
  return { ...command, subCommands: Object.fromEntries(await Promise.all(Object.entries(subs).map(brief))) }
}

/** Colours only where somebody looks. */
const plainly = (text: string): string => (process.stderr.isTTY ? text : stripVTControlCharacters(text))

/** How to call the command; plain text where colours and padding would be in the way. */
async function usageOf(command: CommandDef, path: readonly string[]): Promise<string> {
  const parent = { meta: { name: path.slice(0, -1).join(' ') || undefined } }
  const text = await renderUsage(await inBrief(command), parent)
  return (process.stdout.isTTY ? text : stripVTControlCharacters(text)).replaceAll(/ +$/gm, '')
}

/** What is wrong in the words for a command; one with only commands of its own says by itself that none was named. */
async function wrongIn(command: CommandDef, rest: readonly string[]): Promise<string | null> {
  const args = await argsOf(command)
  const [first] = given(rest, args).plain
  if (!command.subCommands) return misspelt(rest, args)
  if (first !== undefined) return `Unknown command ${first}`
  return command.args ? misspelt(rest, args) : null
}

async function run(words: string[]): Promise<number> {
  const { command, path, rest } = await find(main, words, ['inzage'])
  const usage = () => usageOf(command, path)
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(`${await usage()}\n`)
    return 0
  }
  const wrong = await wrongIn(command, rest)
  if (wrong) {
    process.stderr.write(`${wrong}. See: ${path.join(' ')} --help\n`)
    return 2
  }
  try {
    await runCommand(main, { rawArgs: words })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof Exit) {
      if (error.message) process.stderr.write(`${error.message}\n`)
      return error.code
    }
    if (error instanceof Error && error.name === 'CLIError') {
      process.stderr.write(`${await usage()}\n${plainly(error.message)}\n`)
      return 2
    }
    process.stderr.write(
      `${error instanceof Error ? (process.env.DEBUG ? error.stack : error.message) : String(error)}\n`,
    )
    return 1
  }
}

process.exitCode = await run(process.argv.slice(2))
