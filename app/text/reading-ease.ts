/**
 * How easily a text reads. Dutch: Flesch-Douma (1960), 206.84 - 0.93 x words per sentence - 77 x syllables per word;
 * English: Flesch (1948), 206.835 - 1.015 x words per sentence - 84.6 x syllables per word. 65 and up is plain.
 */
import type { Language } from '#domain/language.ts'

/** Lines and sentences; a label without a full stop counts as one. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?:])\s+|\n+/)
    .map(part => part.trim())
    .filter(part => wordsOf(part).length > 0)

/** Words; figures, signs and file names are not read as words. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(/\S*(?:\/|@|\.\w)\S*/g, ' ')
    .match(/[\p{L}][\p{L}\p{M}'’-]*/gu)
    ?.filter(word => !/^\p{Lu}{2,}$/u.test(word)) ?? []

/** Groups of vowels; in English a silent e at the end does not count, nor in -ed and -es after most letters. */
export function syllablesIn(word: string, language: Language): number {
  const plain = word.toLowerCase().normalize('NFC')
  if (language === 'nl') {
    // A diaeresis starts a new syllable; ij, ei, ie, oe, eu, ui, au, ou, aa, ee, oo, uu and their threes are one sound.
    const sounds = plain
      .replace(/[ëïöü]/g, 'xe')
      .match(/ieuw|eeuw|aai|ooi|oei|ij|aa|ee|oo|uu|ie|oe|eu|ui|ei|au|ou|[aeiouyéèêáà]/g)
    return Math.max(sounds?.length ?? 1, 1)
  }
  const spoken = plain.replace(/(?:[^laeiouy]es|(?<![td])ed|[^laeiouy]e)$/, end =>
    end.slice(0, end.startsWith('ed') ? 0 : 1),
  )
  return Math.max(spoken.match(/[aeiouy]+/g)?.length ?? 1, 1)
}

export function readability(sentences: readonly string[], language: Language): { score: number; mean: number } {
  const words = sentences.flatMap(wordsOf)
  const mean = words.length / Math.max(sentences.length, 1)
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word, language), 0) / Math.max(words.length, 1)
  const score = language === 'nl' ? 206.84 - 0.93 * mean - 77 * syllables : 206.835 - 1.015 * mean - 84.6 * syllables
  return { score: Math.round(score * 10) / 10, mean: Math.round(mean * 10) / 10 }
}
