/** Reads a ZIP that nobody vouches for: names are looked at before anything else, sizes are bounded, content is streamed. */
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'

/** More entries than this is no bundle of ours. */
const mostEntries = 200_000

export type ZipEntry = { name: string; bytes: number; read(): Promise<Readable> }
export type OpenZip = { entries: readonly ZipEntry[]; close(): void }

/** Throws when the file is no ZIP, or one that cannot be one of ours (encrypted, too many entries, absurd names). */
export async function readZip(file: string): Promise<OpenZip> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    )
  })
  const entries: ZipEntry[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject)
      zip.on('end', resolve)
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entries.length >= mostEntries) return reject(new Error('there are too many files in it'))
        if (entry.isEncrypted()) return reject(new Error('a file in it is encrypted'))
        entries.push({
          name: entry.fileName,
          bytes: entry.uncompressedSize,
          read: () =>
            new Promise((done, fail) =>
              zip.openReadStream(entry, (error, stream) => (error ? fail(error) : done(stream))),
            ),
        })
        zip.readEntry()
      })
      zip.readEntry()
    })
  } catch (error) {
    zip.close()
    throw error
  }
  return { entries, close: () => zip.close() }
}

/** The whole of a small file; throws when it is larger than `most` bytes. */
export async function readSmall(entry: ZipEntry, most: number): Promise<Buffer> {
  if (entry.bytes > most) throw new Error(`${entry.name} is too large`)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of await entry.read()) {
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > most) throw new Error(`${entry.name} is too large`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
