/** Forms with files, as a browser sends them, and as one should not. */
import { randomBytes } from 'node:crypto'
import { type Answer, type Client, ownForm } from './client.ts'

/** The smallest thing that is a PDF by its first bytes. */
export const pdf = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< >>\nendobj\n%%EOF\n', 'latin1')

export type SentFile = { field?: string; name: string; content: Buffer; type?: string }
type Fields = Record<string, string | readonly string[]>

/** The body of a form; the hidden field comes first, as our pages send it. */
export function bodyOf(boundary: string, fields: Fields, files: readonly SentFile[]): Buffer {
  const text = Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .map(each => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${each}\r\n`)),
  )
  const parts = files.map(({ field = 'files', name, content, type = 'application/octet-stream' }) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name.replaceAll('"', '%22')}"\r\n` +
          `Content-Type: ${type}\r\n\r\n`,
      ),
      content,
      Buffer.from('\r\n'),
    ]),
  )
  return Buffer.concat([...text, ...parts, Buffer.from(`--${boundary}--\r\n`)])
}

/** Sends a form with files as a browser would, with the hidden field of the last page seen. */
export async function multipart(
  client: Client,
  path: string,
  fields: Fields,
  files: readonly SentFile[],
  headers: Record<string, string> = {},
): Promise<Answer> {
  if (!client.csrf) await client.get('/hulp')
  const boundary = `----form${randomBytes(12).toString('hex')}`
  return client.send(path, {
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, ...ownForm(client.origin), ...headers },
    body: bodyOf(boundary, { csrf: client.csrf, ...fields }, files),
  })
}
