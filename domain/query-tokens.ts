/** How a line of search falls apart into terms with a colon and loose words; the queue and the logbook read it alike. */

/** `at` is where it stands in what was typed, in UTF-16 units; `key` is null for a loose word. */
export type Token = { at: number; key: string | null; value: string; whole: string }

/** Words between spaces; a quoted part may hold spaces and colons: `door:"noor de vries"`. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  for (const match of text.matchAll(/([\p{L}-]{1,20}):(?:"([^"]*)"?|([^\s"]*))|"([^"]*)"?|([^\s"]+)/gu)) {
    const [whole, key, ...values] = match
    const value = (values.find(each => each !== undefined) ?? '')
      .normalize('NFKC')
      .trim()
      .replace(/\s+/g, ' ')
      .replaceAll('"', '')
    if (key !== undefined || value !== '') found.push({ at: match.index, key: key ?? null, value, whole })
  }
  return found
}

/** A value as it must be typed to come back as one. */
export const quoted = (word: string): string => (/[\s:]/.test(word) ? `"${word}"` : word)
