/**
 * Names inside the ZIP. They come from our own vocabulary (ids of the register, numbers we count), never from stored
 * data, and are safe everywhere: lower-case ASCII, no device names of Windows, no dots but the one before the extension,
 * no folders but ours, and unique also where case does not count.
 */

/** Longest part of a name between two slashes, without its extension. */
const longest = 48
const device = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** An id of the register as part of a name. */
export function safePart(id: string): string {
  const plain = id
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '_')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, longest)
  if (!plain) return 'deel'
  return device.test(plain) ? `${plain}_` : plain
}

/** Hands out every name once; a second asker of the same name gets `name-2`. */
export class Names {
  readonly #taken = new Set<string>()

  take(folder: string, part: string, extension: string): string {
    const base = `${folder}${safePart(part)}`
    for (let turn = 1; ; turn++) {
      const name = `${base}${turn === 1 ? '' : `-${turn}`}.${extension}`
      if (this.#taken.has(name)) continue
      this.#taken.add(name)
      return name
    }
  }
}

/** What an unpacker may meet: what `verify` accepts as a name, and what the tests hold every made bundle to. */
export const inertName =
  /^(?:[A-Za-z0-9][A-Za-z0-9_-]*\/)*[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*){1,3}$/
