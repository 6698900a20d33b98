/** Labels that staff put on requests: one short word each, the same however it is typed. */

export const longestLabel = 24
/** Most labels on one request. */
export const mostLabels = 8

/** A label as it is kept: small letters, digits and dashes. Null when it is none. */
export function readLabel(text: string): string | null {
  if (text.length > 4 * longestLabel) return null
  const label = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '-')
  const fits = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label)
  return fits && label.length <= longestLabel ? label : null
}

/** The copy of a request's labels in its row, so that the queue finds them without another table: `|bellen|spoed|`. */
export const labelsCopy = (labels: readonly string[]): string =>
  labels.length === 0 ? '' : `|${labels.toSorted().join('|')}|`

export const labelsOfCopy = (copy: string): readonly string[] => copy.split('|').filter(Boolean)
