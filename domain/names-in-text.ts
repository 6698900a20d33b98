/**
 * Names of other people in free text, so that a reviewer sees them at once (S5). Only a help for eyes: a name is a word
 * like any other, so nothing is blanked for it without a person (ACC-06).
 */
import type { Place } from './item.ts'

/** Shorter words of a name say too little to look for. */
const shortest = 3
/** Words of names looked for at most, so that a record with very many people stays quick. */
const mostWords = 200

/**
 * @param names display names of the other people in a record
 * @param own the subject's own names, whose words are not marked
 * @returns where a whole name stands (in any case), or one of its words as written; in order, never overlapping
 */
export function namesIn(text: string, names: readonly string[], own: readonly string[] = []): readonly Place[] {
  if (text === '' || names.length === 0) return []
  const mine = new Set([...own, ...own.flatMap(wordsOf)].map(plain))
  const whole = names.map(name => name.trim()).filter(name => name.length >= shortest && !mine.has(plain(name)))
  const single = whole.flatMap(wordsOf).filter(word => /^\p{Lu}/u.test(word) && !mine.has(plain(word)))
  const found = [...placesOf(text, whole, 'giu'), ...placesOf(text, [...new Set(single)], 'gu')]
  return joined(found)
}

/** Places in order, those that touch or overlap as one. */
export function joined(places: readonly Place[]): readonly Place[] {
  const merged: [number, number][] = []
  for (const [start, end] of places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else if (end > start) merged.push([start, end])
  }
  return merged
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

const wordsOf = (name: string): string[] => name.split(/[^\p{L}\p{M}'’-]+/u).filter(word => word.length >= shortest)

function placesOf(text: string, words: readonly string[], flags: string): Place[] {
  if (words.length === 0) return []
  const longestFirst = words.slice(0, mostWords).toSorted((a, b) => b.length - a.length)
  const any = longestFirst.map(escaped).join('|')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, flags)
  return Array.from(text.matchAll(pattern), match => [match.index, match.index + match[0].length] as const)
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
