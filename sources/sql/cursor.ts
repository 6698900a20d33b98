/** The place where a page ended, as text for an address. It names no one: the owner always stands in the statement. */
import { z } from 'zod'

const stored = z.union([z.string(), z.number()])
const shape = z.strictObject({ part: z.int().min(0), at: stored.nullable(), key: stored })
export type Cursor = z.infer<typeof shape>

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Null for a text that is no cursor of ours: the reader starts again at the first page. */
export function readCursor(text: string, parts: number): Cursor | null {
  try {
    const cursor = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return cursor.part < parts ? cursor : null
  } catch {
    return null
  }
}
