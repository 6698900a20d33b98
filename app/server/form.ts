/** Reading a posted form: one kind of body, of limited size. */
import type { IncomingMessage } from 'node:http'

/** Largest form, in bytes. Notes and messages are at most some thousands of characters. */
export const largestForm = 64 * 1024
/** Most fields in one form. */
const mostFields = 512

export type Read = { form: URLSearchParams } | { refused: 400 | 413 | 415 }

/** The body of a POST as form fields. Stops reading as soon as it is too large, also when the length was not told. */
export async function readForm(incoming: IncomingMessage): Promise<Read> {
  const kind = incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (Number(incoming.headers['content-length'] ?? 0) > largestForm) return { refused: 413 }
  const chunks: Buffer[] = []
  let size = 0
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
  }
  if (size > 0 && kind !== 'application/x-www-form-urlencoded') return { refused: 415 }
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  return form.size > mostFields ? { refused: 400 } : { form }
}
