/**
 * A reference: what people read aloud and type, `7KF-2MX-9TB`. Nine signs in groups of three.
 * No signs that look alike, and no vowels, so that it never spells a word.
 */

const alphabet = '2345679BCDFHJKMNPRTVWXY'
const signs = 9
const leastBytes = 12

/** Signs that are easily read for one that we do use. */
const readAs: Readonly<Record<string, string>> = { '8': 'B', S: '5', Z: '2', G: '6', U: 'V' }

/** Makes a reference from at least 12 random bytes. Throws a RangeError on fewer. */
export function makeReference(random: Uint8Array): string {
  if (random.length < leastBytes) throw new RangeError(`a reference takes at least ${leastBytes} random bytes`)
  // Division of a 96-bit number: the bias is below one in 10^16.
  let rest = BigInt(`0x${Buffer.from(random).toString('hex')}`)
  let text = ''
  for (let i = 0; i < signs; i++) {
    text += alphabet[Number(rest % BigInt(alphabet.length))]
    rest /= BigInt(alphabet.length)
  }
  return grouped(text)
}

/** Reads what somebody typed: any case, with or without spaces and dashes, common misreadings mended. Null when it is none. */
export function readReference(text: string): string | null {
  if (text.length > 64) return null
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}._/]/gu, '')
  const mended = Array.from(typed, sign => readAs[sign] ?? sign).join('')
  if (mended.length !== signs || !Array.from(mended).every(sign => alphabet.includes(sign))) return null
  return grouped(mended)
}

function grouped(text: string): string {
  return `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}`
}
