/** The part of a file that a client asks for (RFC 9110 §14): one range; several at once are answered with the whole. */

/** First and last byte, both included. */
export type Range = { start: number; end: number }

/**
 * @param header the Range header, or null
 * @returns the range, `whole` when there is none we follow, `none` when it lies outside the file (416)
 */
export function rangeOf(header: string | null, size: number): Range | 'whole' | 'none' {
  const found = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(header ?? '')
  if (!found || (!found[1] && !found[2])) return 'whole'
  if (!found[1]) {
    const last = Number(found[2])
    return last === 0 || size === 0 ? 'none' : { start: Math.max(0, size - last), end: size - 1 }
  }
  const start = Number(found[1])
  const end = found[2] ? Number(found[2]) : size - 1
  if (found[2] && end < start) return 'whole'
  return start >= size ? 'none' : { start, end: Math.min(end, size - 1) }
}
