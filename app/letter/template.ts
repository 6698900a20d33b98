/**
 * The language of templates (Liquid), shut in: it sees the facts of one letter and nothing else. No files, no other
 * templates, a short list of tags and filters, and limits on everything. What comes out is plain text; pages escape it like
 * any other text, so no name or reason can become markup (security/rules.md T8).
 */
import { Liquid, LiquidError } from 'liquidjs'
import type { Facts } from './facts.ts'

/** Longest template, in characters. */
export const longestTemplate = 20_000
/** What one rendering may take: milliseconds, and steps of memory as Liquid counts them. */
const patience = 500
const memory = 1_000_000

const tags = new Set(['if', 'unless', 'case', 'for', 'comment', 'break', 'continue'])
const filters = new Set(['upcase', 'downcase', 'capitalize', 'join', 'size', 'default', 'first', 'last', 'strip'])

const nothing = () => Promise.resolve(false)
const refuse = () => {
  throw new Error('a template reads no files')
}

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  // A fact is what we put there, never what JavaScript objects bring along.
  ownPropertyOnly: true,
  parseLimit: longestTemplate,
  renderLimit: patience,
  memoryLimit: memory,
  cache: false,
  dynamicPartials: false,
  relativeReference: false,
  fs: {
    exists: nothing,
    existsSync: () => false,
    readFile: refuse,
    readFileSync: refuse,
    resolve: refuse,
    contains: nothing,
    containsSync: () => false,
  },
})
for (const name of Object.keys(engine.tags)) if (!tags.has(name)) Reflect.deleteProperty(engine.tags, name)
for (const name of Object.keys(engine.filters)) if (!filters.has(name)) Reflect.deleteProperty(engine.filters, name)

/** Why a template does not work: on which line (from 1), and what was wrong there. */
export type TemplateFault = {
  line: number
  because: 'unknownFact' | 'unknownTag' | 'unknownFilter' | 'notClosed' | 'tooMuch' | 'unreadable'
  /** The fact, tag or filter that we do not know; empty otherwise. */
  what: string
}
export type Rendered = { text: string } | { fault: TemplateFault }

/** The letter that a template makes of these facts; a fault is a value. */
export function renderTemplate(template: string, facts: Facts): Rendered {
  if (template.length > longestTemplate) return { fault: { line: 1, because: 'tooMuch', what: '' } }
  try {
    const text: unknown = engine.parseAndRenderSync(template.replaceAll('\r\n', '\n'), facts)
    return { text: tidied(String(text)) }
  } catch (error) {
    if (!LiquidError.is(error)) throw error
    return { fault: faultOf(error) }
  }
}

function faultOf(error: LiquidError): TemplateFault {
  const [line = 1] = error.token?.getPosition() ?? []
  const { message } = error
  const found = (pattern: RegExp) => pattern.exec(message)?.[1]
  const fact = found(/undefined variable: (.+?),? (?:line|$)/) ?? found(/undefined variable: ([\w.[\]]+)/)
  if (fact !== undefined) return { line, because: 'unknownFact', what: fact.replace(/,$/, '') }
  const tag = found(/tag "?(\w+)"? not found/)
  if (tag !== undefined) return { line, because: 'unknownTag', what: tag }
  const filter = found(/undefined filter: (\w+)/)
  if (filter !== undefined) return { line, because: 'unknownFilter', what: filter }
  if (/limit exceeded/.test(message)) return { line, because: 'tooMuch', what: '' }
  return { line, because: /not closed/.test(message) ? 'notClosed' : 'unreadable', what: '' }
}

/** Lines without trailing spaces, at most one empty line in a row, and no list line without words. */
const tidied = (text: string): string =>
  text
    .split('\n')
    .map(line => line.replace(/ {2,}/g, ' ').trim())
    .filter(line => line !== '-')
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
