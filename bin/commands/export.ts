/** `inzage export`: one person's bundle, for an operator. */
import { defineCommand } from 'citty'
import { deskOf } from '#app/desk.ts'
import { languages } from '#domain/language.ts'
import type { Scope } from '#domain/subject-request.ts'
import { exportForOperator } from '#exports/operator.ts'
import { Exit } from '../exit.ts'
import { stopSignal } from '../stop.ts'
import { withPortal } from '../with-portal.ts'

const forms: Readonly<Record<string, Scope['forms']>> = {
  access: ['access'],
  portability: ['portability'],
  both: ['access', 'portability'],
}

export default defineCommand({
  meta: {
    name: 'export',
    description:
      'Makes the copy of one person to a file, as the portal does; it stands in the audit log that it was made. What the ' +
      'register says needs a person first is left out, unless --reviewed. Exit codes: 0 made, 2 the call was wrong, ' +
      '10 made, but a source failed or something waits for a person, 11 nobody is known by that address, 12 the file is there.',
  },
  args: {
    member: { type: 'string', required: true, valueHint: 'EMAIL', description: "the person's e-mail address" },
    right: {
      type: 'string',
      default: 'both',
      valueHint: 'access|portability|both',
      description: 'to read, to take along, or both',
    },
    out: { type: 'string', required: true, valueHint: 'FILE', description: 'where the ZIP goes' },
    language: {
      type: 'string',
      valueHint: 'nl|en',
      description: "which page comes first; the person's own when known",
    },
    reviewed: { type: 'boolean', description: 'a person has looked at what the register says must be looked at' },
    force: { type: 'boolean', description: 'overwrite FILE' },
  },
  async run({ args }) {
    const wanted = Object.hasOwn(forms, args.right) ? forms[args.right] : undefined
    const language = languages.find(each => each === args.language) ?? null
    if (!wanted) throw new Exit(2, `--right is access, portability or both, not "${args.right}"`)
    if (args.language && !language) throw new Exit(2, `--language is ${languages.join(' or ')}, not "${args.language}"`)
    const made = await withPortal(portal =>
      exportForOperator(
        deskOf(portal),
        {
          email: args.member,
          forms: wanted,
          file: args.out,
          language,
          reviewed: args.reviewed ?? false,
          force: args.force ?? false,
        },
        stopSignal(),
      ),
    )
    if (made === 'unknown') throw new Exit(11, `Nobody is known by ${args.member}`)
    if (made === 'exists') throw new Exit(12, `${args.out} is there already. Overwrite it with --force`)
    process.stdout.write(`${args.out}\n`)
    process.stderr.write(`${made.items} items, ${made.bytes} bytes, SHA-256 ${made.sha256}\n`)
    for (const { category, found } of made.review)
      process.stderr.write(`left out until a person has looked: ${category} (${found})\n`)
    for (const { source, category, error } of made.outcomes)
      if (error) process.stderr.write(`failed: ${category} of ${source} (${error})\n`)
    if (made.failed > 0 || made.review.length > 0) throw new Exit(10)
  },
})
