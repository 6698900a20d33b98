/**
 * Which rights somebody seems to ask for, from what they wrote, in Dutch or English. A suggestion: offered to the person
 * who files the letter, never applied by itself (REF-01: nobody needs to name a right or an article).
 *
 * One pass over the words: signal words are looked up, and what they mean depends on the words around them. A request
 * that is denied ("u hoeft niets te verwijderen") suggests nothing.
 */
import { type Right, rights } from './right.ts'
import { type Cue, cues, denials, things } from './intake-words.ts'

/** A right, and the words that made us think so. */
export type Suggestion = { right: Right; said: string }

/** Longest text that is looked at, and longest excerpt, in characters. */
const longestText = 20_000
const longestSaid = 80
/** How far, in words, a thing ("mijn gegevens") and a denial ("niet") reach. */
const thingReach = 14
const denialReach = 5

type Word = { text: string; start: number; end: number; clause: number; sentence: number }

/** The rights in the order of the law, each once, with the first words that point to it. */
export function suggestRights(text: string): readonly Suggestion[] {
  const read = text.slice(0, longestText)
  const words = wordsOf(read)
  const found = new Map<Right, string>()
  for (let i = 0; i < words.length; i++) {
    for (const cue of cuesAt(words, i)) {
      if (!found.has(cue.right) && holds(words, i, cue)) found.set(cue.right, excerpt(read, words, i, cue))
    }
  }
  return rights.flatMap(right => {
    const said = found.get(right)
    return said === undefined ? [] : [{ right, said }]
  })
}

/** Words in lower case without accents, each with the sentence and the part of a sentence that it stands in. */
function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  let clause = 0
  let sentence = 0
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+|[.!?\n,;:()]/gu)) {
    const [sign] = match
    if (/[.!?\n]/.test(sign)) {
      // A line that is broken off in the middle of a sentence goes on in the next.
      if (sign !== '\n' || text[match.index + 1] === '\n') sentence++
      if (sign !== '\n') clause++
      continue
    }
    if (/[,;:()]/.test(sign)) {
      clause++
      continue
    }
    const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    if (plain === 'maar' || plain === 'but' || plain === 'echter' || plain === 'however') clause++
    words.push({ text: plain, start: match.index, end: match.index + sign.length, clause, sentence })
  }
  return words
}

/** Cues whose words begin here: the first as a stem, those that follow one after the other. */
const cuesAt = (words: readonly Word[], i: number): readonly Cue[] =>
  (byStart.get(words[i]!.text.slice(0, 3)) ?? []).filter(cue =>
    cue.words.every((stem, n) => {
      const word = words[i + n]
      return word !== undefined && word.sentence === words[i]!.sentence && fits(word.text, stem)
    }),
  )

/** `=word` is the whole word; else a stem. */
const fits = (word: string, stem: string): boolean =>
  stem.startsWith('=') ? word === stem.slice(1) : word.startsWith(stem)

const byStart = new Map<string, Cue[]>()
for (const cue of cues) {
  const start = cue.words[0]!.replace('=', '').slice(0, 3)
  byStart.set(start, [...(byStart.get(start) ?? []), cue])
}

/** Whether what the cue needs stands near it, and nothing denies it. */
function holds(words: readonly Word[], i: number, cue: Cue): boolean {
  const last = i + cue.words.length - 1
  const near = (reach: number, same: 'clause' | 'sentence', test: (word: Word, at: number) => boolean): boolean => {
    const [from, until] = [Math.max(0, i - reach), Math.min(words.length - 1, last + reach)]
    for (let at = from; at <= until; at++) {
      if ((at < i || at > last) && words[at]![same] === words[i]![same] && test(words[at]!, at)) return true
    }
    return false
  }
  const denied = (word: Word, at: number) => denials.has(word.text) && !isOnly(words, at)
  if (cue.needs && !near(thingReach, 'sentence', word => things[cue.needs!].some(stem => fits(word.text, stem)))) {
    return false
  }
  // "Ik wil geen reclame meer" asks because it denies; "klopt niet" too.
  return near(denialReach, 'clause', denied) === (cue.denied ?? false)
}

/** "niet alleen … maar ook" denies nothing. */
const isOnly = (words: readonly Word[], at: number): boolean =>
  ['alleen', 'slechts', 'enkel', 'only', 'just'].includes(words[at + 1]?.text ?? '')

/** Some words around the cue, as they were written, on one line. */
function excerpt(text: string, words: readonly Word[], i: number, cue: Cue): string {
  const last = i + cue.words.length - 1
  const of = (step: -1 | 1, from: number) => {
    let at = from
    for (let n = 0; n < 4; n++) {
      if (words[at + step]?.sentence !== words[i]!.sentence) break
      at += step
    }
    return at
  }
  const [start, end] = [words[of(-1, i)]!.start, words[of(1, last)]!.end]
  const said = text.slice(start, end).replace(/\s+/g, ' ')
  return said.length <= longestSaid ? said : `${said.slice(0, longestSaid - 1).trimEnd()}…`
}
