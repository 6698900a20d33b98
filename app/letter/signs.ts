/** The signs that our fonts on paper have (`fonts/`): Latin of Europe, and punctuation. A test holds this list to the files. */

/** First and last of each run, as code points. */
const runs: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0xb4],
  [0xb6, 0x107],
  [0x10a, 0x113],
  [0x116, 0x11b],
  [0x11e, 0x123],
  [0x126, 0x127],
  [0x12a, 0x12b],
  [0x12e, 0x133],
  [0x136, 0x137],
  [0x139, 0x13e],
  [0x141, 0x148],
  [0x150, 0x155],
  [0x158, 0x15b],
  [0x15e, 0x165],
  [0x16a, 0x16b],
  [0x16e, 0x17e],
  [0x192, 0x192],
  [0x218, 0x21b],
  [0x237, 0x237],
  [0x2c6, 0x2c7],
  [0x2c9, 0x2c9],
  [0x2da, 0x2da],
  [0x2dc, 0x2dd],
  [0x300, 0x301],
  [0x303, 0x304],
  [0x308, 0x308],
  [0x1e80, 0x1e85],
  [0x1e9e, 0x1e9e],
  [0x1ef2, 0x1ef3],
  [0x2009, 0x2009],
  [0x2013, 0x2014],
  [0x2018, 0x201a],
  [0x201c, 0x201e],
  [0x2020, 0x2020],
  [0x2022, 0x2022],
  [0x2026, 0x2026],
  [0x2039, 0x203a],
  [0x2044, 0x2044],
  [0x20ac, 0x20ac],
  [0x20b9, 0x20b9],
  [0x2113, 0x2113],
  [0x2122, 0x2122],
  [0x2212, 0x2212],
  [0x2215, 0x2215],
]

export const canPrint = (sign: string): boolean => {
  const point = sign.codePointAt(0) ?? 0
  return runs.some(([first, last]) => point >= first && point <= last)
}

const composed = (text: string): string[] => Array.from(text.normalize('NFC').replace(/[\t\r\u202F]/g, ' '))

/** In composed form; a sign that we cannot print by its plain letter, else by a question mark. */
export const printable = (text: string): string =>
  composed(text)
    .map(sign => {
      if (sign === '\n' || canPrint(sign)) return sign
      const [letter = ''] = sign.normalize('NFKD')
      return letter !== sign && canPrint(letter) ? letter : '?'
    })
    .join('')

/** Signs of a text that cannot be printed as they are, each once; for a warning before it is sent. */
export const lostSigns = (text: string): readonly string[] => [
  ...new Set(composed(text).filter(sign => sign !== '\n' && !canPrint(sign))),
]
