/** What a file is, by its content; a name or a type that the browser says may be anything. */
import type { FileKind } from '#domain/received-file.ts'
import { isFileKind } from '#domain/received-file.ts'
import { mediaTypeOf } from '#sources/files/media-type.ts'

/** The kind of a file that we keep, or null: empty, of another kind, or not to be told. */
export function fileKindOf(content: Buffer): FileKind | null {
  if (content.length === 0) return null
  const told = mediaTypeOf(content)
  if (isFileKind(told)) return told
  return isPlainText(content) ? 'text/plain' : null
}

/** UTF-8 without control signs that does not begin as a page or a picture in text (HTML, SVG, XML) would. */
function isPlainText(content: Buffer): boolean {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return false
  }
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(text) && !/^\s*</.test(text)
}
