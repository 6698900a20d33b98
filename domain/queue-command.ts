/**
 * What can be done from the search field and the palette: `verleng 7KF-2MX-9TB`, `assign to me 7KF-2MX-9TB`. The first word
 * says what; without a reference it is about what was picked. Anything else is a search.
 */
import { readLabel } from './label.ts'
import { longestQuery } from './queue-query.ts'
import { readReference } from './reference.ts'

export const commandVerbs = ['open', 'extend', 'review', 'decide', 'letter', 'take', 'letGo', 'label'] as const
export type CommandVerb = (typeof commandVerbs)[number]
export type QueueCommand = { verb: CommandVerb; references: readonly string[]; label: string | null }

const verbs: Readonly<Record<string, CommandVerb>> = {
  open: 'open',
  verleng: 'extend',
  extend: 'extend',
  controle: 'review',
  controleer: 'review',
  review: 'review',
  besluit: 'decide',
  decide: 'decide',
  brief: 'letter',
  letter: 'letter',
  wijs: 'take',
  neem: 'take',
  take: 'take',
  assign: 'take',
  loslaten: 'letGo',
  release: 'letGo',
  label: 'label',
}
/** Words that may stand beside the verb and say nothing more. */
const silent = new Set(['toe', 'aan', 'mij', 'to', 'me', 'van', 'over', 'voor', 'of', 'about', 'for', 'dit', 'this'])
const toNobody = new Set(['niemand', 'nobody'])

/** Null when it is no command; `picked` says whether something was picked, to do it with. */
export function readCommand(text: string, picked: boolean): QueueCommand | null {
  if (text.length > longestQuery) return null
  const [first = '', ...rest] = text
    .normalize('NFKC')
    .trim()
    .split(/[\s:]+/)
  const named = verbs[first.toLowerCase()]
  if (!named || !Object.hasOwn(verbs, first.toLowerCase())) return null
  let verb: CommandVerb = named
  let label: string | null = null
  const references: string[] = []
  const unknown: string[] = []
  for (const word of rest.filter(Boolean)) {
    const reference = readReference(word)
    if (reference) references.push(reference)
    else if (verb === 'take' && toNobody.has(word.toLowerCase())) verb = 'letGo'
    else if (verb === 'label' && label === null) label = readLabel(word)
    else if (!silent.has(word.toLowerCase())) unknown.push(word)
  }
  // A reference that was typed with spaces.
  const spaced = references.length === 0 && unknown.length > 0 ? readReference(unknown.join('')) : null
  if (spaced) references.push(spaced)
  else if (unknown.length > 0) return null
  if (references.length === 0 && !picked) return null
  return verb === 'label' && label === null ? null : { verb, references, label }
}
