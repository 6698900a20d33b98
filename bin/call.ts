/** What was typed against what a command knows. Citty passes over what it does not know; a slip of the pen must not weaken a check. */
import type { ArgsDef } from 'citty'

type Given = { options: string[]; plain: string[] }

/** Splits words into the names of options and the words that stand by themselves; the value of an option is neither. */
export function given(words: readonly string[], args: ArgsDef): Given {
  const found: Given = { options: [], plain: [] }
  let valueFollows = false
  for (const [index, word] of words.entries()) {
    if (word === '--') {
      found.plain.push(...words.slice(index + 1))
      break
    }
    if (valueFollows || word === '-' || !word.startsWith('-')) {
      if (!valueFollows) found.plain.push(word)
      valueFollows = false
      continue
    }
    const [name = ''] = word.replace(/^--?/, '').split('=')
    found.options.push(name)
    valueFollows = !word.includes('=') && argOf(name, args)?.type === 'string'
  }
  return found
}

/** One sentence about the first word that the command does not take, or null. */
export function misspelt(words: readonly string[], args: ArgsDef): string | null {
  const { options, plain } = given(words, args)
  const option = options.find(name => !argOf(name, args))
  if (option !== undefined) return `Unknown option --${option}`
  const positional = Object.values(args).filter(arg => arg.type === 'positional')
  const places = positional.some(({ valueHint }) => valueHint?.endsWith('…')) ? Infinity : positional.length
  return plain.length > places ? `Unexpected "${plain[places]}"` : null
}

function argOf(name: string, args: ArgsDef) {
  const found = Object.entries(args).find(
    ([own, arg]) =>
      arg.type !== 'positional' && (own === name || ('alias' in arg && [arg.alias].flat().includes(name))),
  )
  return found?.[1]
}
