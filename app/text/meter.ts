/**
 * How easily a letter reads, while it is written: the score, the words per sentence, the sentences that are too long and
 * the words that are too hard. Runs on the server at every save, and in the browser while somebody types.
 */
import type { Language } from '#domain/language.ts'
import { readability, sentencesOf, syllablesIn, wordsOf } from './reading-ease.ts'
import { simpler } from './simpler.ts'

/** What we ask of a letter: plain (B1), short sentences, none longer than this many words. */
export const wanted = { score: 65, mean: 12, longest: 20 } as const
/** Words of more syllables are hard, unless everybody here knows them. */
const mostSyllables = 5
/** Most that are listed of each. */
const mostListed = 8

export type Meter = {
  /** Flesch-Douma (Dutch) or Flesch (English): 65 and up is plain. */
  score: number
  /** Words per sentence. */
  mean: number
  words: number
  /** Sentences with more words than `wanted.longest`. */
  long: readonly { sentence: string; words: number }[]
  /** Hard words, with an easier one; `instead` is empty when we know none. */
  hard: readonly { word: string; instead: string }[]
  plain: boolean
}

export function measure(lines: readonly string[], language: Language): Meter {
  const sentences = lines.flatMap(sentencesOf)
  const { score, mean } = readability(sentences, language)
  const long = sentences
    .map(sentence => ({ sentence, words: wordsOf(sentence).length }))
    .filter(({ words }) => words > wanted.longest)
  const words = sentences.flatMap(wordsOf)
  const hard = new Map<string, string>()
  for (const word of words.map(each => each.toLowerCase())) {
    const instead = Object.hasOwn(simpler[language], word) ? simpler[language][word]! : ''
    if (instead !== '' || syllablesIn(word, language) > mostSyllables) hard.set(word, instead)
  }
  return {
    score,
    mean,
    words: words.length,
    long: long.slice(0, mostListed),
    hard: [...hard].slice(0, mostListed).map(([word, instead]) => ({ word, instead })),
    plain: words.length > 0 && score >= wanted.score && mean <= wanted.mean && long.length === 0,
  }
}
