/** Reading a posted form: one kind of body, of limited size, in limited time. Forms with files: `upload.ts`. */
import type { IncomingMessage } from 'node:http'
import type { Uploads } from './upload.ts'

/** Largest form, in bytes. Notes and messages are at most some thousands of characters. */
export const largestForm = 64 * 1024
/** Most fields in one form. */
export const mostFields = 512
/** How long a form without files may take to arrive, in milliseconds. */
const formWithin = 30_000

export type Read = { form: URLSearchParams; uploads?: Uploads } | { refused: 400 | 403 | 413 | 415 | 503 }

/** The body of a POST as form fields. Stops reading as soon as it is too large, also when the length was not told. */
export async function readForm(incoming: IncomingMessage): Promise<Read> {
  const kind = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (Number(incoming.headers['content-length'] ?? 0) > largestForm) return { refused: 413 }
  const chunks: Buffer[] = []
  let size = 0
  // The server itself waits longer, for forms with files.
  const late = setTimeout(() => incoming.destroy(), formWithin)
  try {
    // Not destroyed on the way out: then the client would see a broken connection instead of our answer.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largestForm) return { refused: 413 }
      chunks.push(chunk)
    }
  } catch {
    // The client left in the middle of its form.
    return { refused: 400 }
  } finally {
    clearTimeout(late)
  }
  if (size > 0 && kind !== 'application/x-www-form-urlencoded') return { refused: 415 }
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  return form.size > mostFields ? { refused: 400 } : { form }
}
