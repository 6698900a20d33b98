/** A handle: the random 128-bit name by which the store and the audit log know a person, request or file. */

const bytes = 16

/** 22 signs of base64url from 16 random bytes. Throws a RangeError on another number of bytes. */
export function handle(random: Uint8Array): string {
  if (random.length !== bytes) throw new RangeError(`a handle takes ${bytes} random bytes, not ${random.length}`)
  return Buffer.from(random).toString('base64url')
}

/** Whether a text has the shape of a handle; the last sign carries only two bits. */
export function isHandle(text: string): boolean {
  return /^[A-Za-z0-9_-]{21}[AQgw]$/.test(text)
}
