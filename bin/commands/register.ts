/** `inzage register check`: what is wrong in a register, and what the controller must still fill in. */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { defineCommand } from 'citty'
import { demoRegister, environment } from '#app/config.ts'
import { demoFolderOf, demoSettings } from '#app/demo.ts'
import { faultLine } from '#sources/register/fault.ts'
import { inspectRegister } from '#sources/register/inspect.ts'
import { Exit } from '../exit.ts'

const description = `Checks a register: every fault with file, line and cure, then the gaps the controller must still fill.

FILE is the configured register (REGISTER) when it is left out, and that of the demo when nothing is configured.
Each SQL source whose setting is there is compared too: a table or column that the register does not know is a fault.

Exit codes: 0 no faults, 2 the call is wrong or the file cannot be read, 3 gaps (only with --strict), 10 faults,
11 no faults, but a source that should have been compared did not answer.`

const args = {
  file: { type: 'positional', required: false, valueHint: 'FILE', description: 'the register, a YAML file' },
  set: {
    type: 'string',
    valueHint: 'NAME=ADDRESS',
    description: 'address of a source by its setting, as in PLATFORM_DATABASE=platform.sqlite; repeat for more',
  },
  strict: { type: 'boolean', description: 'also fail on gaps' },
  json: { type: 'boolean', description: 'print JSON' },
} as const

const check = defineCommand({
  meta: { name: 'check', description },
  args,
  async run({ rawArgs }) {
    const { file, flags } = readCall(rawArgs)
    const env = environment()
    const demo = env.BASE_URL ? null : await demoSettings(demoFolderOf(env))
    const settings = { ...env, ...demo, ...readSettings(flags.set ?? []) }
    const register = file ?? (settings.REGISTER || demoRegister)
    const readable = await readFile(register).then(
      () => true,
      () => false,
    )
    if (!readable) throw new Exit(2, `the register "${register}" cannot be read; expected: inzage register check FILE`)

    const { faults, gaps, compared, notCompared } = await inspectRegister(register, settings)
    if (flags.json) process.stdout.write(`${JSON.stringify({ faults, gaps, compared, notCompared }, null, 2)}\n`)
    else {
      for (const fault of faults) process.stdout.write(`${faultLine(fault)}\n`)
      for (const gap of gaps) process.stdout.write(`gap ${gap.id}: ${gap.what.en}\n`)
    }
    for (const { source, why } of notCompared) process.stderr.write(`source "${source}" was not compared: ${why}\n`)
    for (const source of compared) process.stderr.write(`source "${source}" was compared with its database\n`)
    process.stderr.write(`${count(faults.length, 'fault')}, ${count(gaps.length, 'gap')} in ${register}\n`)

    if (faults.length > 0) throw new Exit(10)
    if (notCompared.some(({ why }) => !why.endsWith('is not set'))) throw new Exit(11)
    if (flags.strict && gaps.length > 0) throw new Exit(3)
  },
})

export default defineCommand({
  meta: { name: 'register', description: 'The register: what is held, why, how long and where.' },
  subCommands: { check },
})

function readCall(words: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        set: { type: 'string', multiple: true },
        strict: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    if (positionals.length > 1) throw new Error(`expected one FILE, got ${positionals.length}`)
    return { file: positionals[0], flags: values }
  } catch (error) {
    throw new Exit(
      2,
      `${error instanceof Error ? error.message : String(error)}; inzage register check --help shows how`,
    )
  }
}

function readSettings(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map(pair => {
      const at = pair.indexOf('=')
      if (at < 1) throw new Exit(2, `--set expects NAME=ADDRESS, not "${pair}"`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
