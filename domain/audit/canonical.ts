/** Canonical JSON (RFC 8785, JCS): one value has one text, so that a hash of it means something. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** How deep a value may go; deeper is not data but an attack on the stack. */
const MAX_DEPTH = 64

/**
 * The canonical text of a value. Throws a TypeError for what JSON cannot hold without loss: `undefined`, functions,
 * dates, maps, numbers that are not finite, and text with half a surrogate pair.
 */
export function canonical(value: Json): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new TypeError(`JSON deeper than ${MAX_DEPTH} levels`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no such number')
    // ECMAScript's own number text is what RFC 8785 §3.2.2.3 asks for; -0 becomes 0.
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${Array.from(value, item => write(item, depth + 1)).join(',')}]`
  if (isPlain(value)) {
    // Sorted by UTF-16 code unit, which is what sort() does.
    const members = Object.keys(value)
      .sort()
      .map(key => `${quote(key)}:${write(value[key], depth + 1)}`)
    return `{${members.join(',')}}`
  }
  throw new TypeError(`JSON cannot hold this ${typeof value}`)
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('Text with half a surrogate pair')
  return JSON.stringify(text)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Throws when a whole number in the value is beyond 2^53 - 1: it may already have been rounded on its way here. */
export function refuseUnsafeNumbers(value: Json): void {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new TypeError(`The whole number ${value} is beyond 2^53 - 1: pass it as text`)
  }
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(refuseUnsafeNumbers)
}
