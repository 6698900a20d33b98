/**
 * Words to find a request by: of the name of its person, and their address. Folded, so that `Özlem`, `OZLEM` and `ozlem` are
 * one word. Whole words only: a part of a name would find half of everybody.
 */

/** Most words of one name that count. */
export const mostWords = 8
const longestText = 320
const longestWord = 64

/** Words between a first name and a last name: half of all people have one, so they find nothing. */
const between = new Set(
  'van de der den het ten ter te in op aan la le du von el al bin ben dos da di of the'.split(' '),
)

/** The words of a name that count, each once, in the order of the name. */
export function nameWords(name: string): readonly string[] {
  const folded = name
    .slice(0, longestText)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'`]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae')
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter(word => word.length > 1 && !between.has(word))
  return [...new Set(words.map(word => word.slice(0, longestWord)))].slice(0, mostWords)
}

/** The one spelling of an e-mail address; null when it is none. */
export function addressWord(text: string): string | null {
  const address = text.slice(0, longestText).normalize('NFKC').trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : null
}
