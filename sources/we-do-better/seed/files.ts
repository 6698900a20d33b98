/** Small real files for the demo: a PDF written here, and one photograph of nobody. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A valid one-page PDF 1.4 with these lines in Helvetica; signs beyond Latin-1 become a question mark. */
export function pdf(lines: readonly string[]): Buffer {
  const text = lines
    .map(line => `(${line.replace(/[\\()]/g, '\\$&').replace(/[^ -~\u00a0-\u00ff]/g, '?')}) Tj T*`)
    .join('\n')
  const content = `BT /F1 12 Tf 60 780 Td 18 TL\n${text}\nET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

export type FileToWrite = { path: string; bytes: Buffer }

/** One photograph for everybody: 96 × 96 points, drawn, of no one. */
export const photo = (): Promise<Buffer> => readFile(new URL('photo.jpg', import.meta.url))

export async function writeFiles(root: string, files: readonly FileToWrite[]): Promise<void> {
  for (const file of files) {
    const path = join(root, file.path)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, file.bytes, { mode: 0o600 })
  }
}
