/** What kind of file an attachment is, and whether compressing it is worth the time. */
import { deflateRawSync } from 'node:zlib'

/** How much of a file decides. */
export const sample = 16 * 1024
/** Stored as it is when deflate leaves more than this share of the sample. */
const worthIt = 0.9

/** Extensions we write, by the media type that the source names; anything else is `.bin`. */
const extensions: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
  'image/webp': 'webp',
  'text/csv': 'csv',
  'text/plain': 'txt',
  'video/mp4': 'mp4',
}

export function extensionOf(mediaType: string): string {
  return extensions[mediaType.split(';')[0]!.trim().toLowerCase()] ?? 'bin'
}

/** JPEG, PNG, ZIP and the like are known by their first bytes; for anything else a trial on the sample decides. */
export function isCompressed(start: Buffer): boolean {
  if (start.length === 0) return true
  const head = start.subarray(0, 4).toString('latin1')
  if (head.startsWith('\xff\xd8\xff') || head === '\x89PNG' || head === 'PK\x03\x04' || head === '%PDF') return true
  return deflateRawSync(start, { level: 1 }).length > start.length * worthIt
}
