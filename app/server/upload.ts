/**
 * Reading a form with files, on the few pages that take them. Files stay in memory until the answer is given, under a
 * limit for all uploads of this process together, so that many slow ones cannot exhaust it
 * (docs/decisions/090-files-in-memory.md). Nothing is kept of a form that does not carry our token.
 */
import type { IncomingMessage } from 'node:http'
import { MultipartParser } from '@remix-run/multipart-parser'
import { largestFile, largestTogether, mostFiles } from '#domain/received-file.ts'
import { largestForm, mostFields, type Read } from './form.ts'

/** A file as the browser sent it; what it is follows from its content, its name is only a name. */
export type Upload = { field: string; name: string; content: Buffer }
/** Files of one form; with a fault, none of them is kept and what else was typed can be shown again. */
export type Uploads = { files: readonly Upload[]; fault: 'tooLarge' | 'tooMany' | null }

export const noUploads: Uploads = { files: [], fault: null }

/** Bytes that all forms with files of this process may hold together, and forms that one peer may have under way. */
const mostHeld = 100_000_000
const mostOfPeer = 4
/** A form that is this much too large is not read to its end just to say so kindly. */
const mostDrained = 4 * largestTogether

const pages = [
  /^\/werkvoorraad\/nieuw$/,
  /^\/werkvoorraad\/bericht\/[\w-]{22}$/,
  /^\/verzoek-doen\/(?:formulier|verzoek)$/,
  /^\/verzoeken\/[\w-]{9,11}$/,
]

/** Whether this page takes files. */
export const takesFiles = (path: string): boolean => pages.some(page => page.test(path))

/** What one process holds. */
export type UploadRoom = { held: number; peers: Map<string, number> }
export const uploadRoom = (): UploadRoom => ({ held: 0, peers: new Map() })

const boundaryIn = (header: string): string | null => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(header) ?? []
  return quoted ?? plain ?? null
}

/** The form with the room that it takes; `release` gives the room back when the answer has been given. */
export type UploadRead = { read: Read; release(): void }

/**
 * Reads a multipart form.
 * @param trusted whether these fields carry our token; asked before anything large is taken in
 */
export async function readUpload(
  incoming: IncomingMessage,
  room: UploadRoom,
  peer: string,
  trusted: (form: URLSearchParams) => boolean,
): Promise<UploadRead> {
  const under = room.peers.get(peer) ?? 0
  let mine = 0
  if (under >= mostOfPeer) return { read: { refused: 503 }, release() {} }
  room.peers.set(peer, under + 1)
  const take = (bytes: number): boolean => {
    if (room.held + bytes > mostHeld) return false
    room.held += bytes
    mine += bytes
    return true
  }
  const release = () => {
    room.held -= mine
    mine = 0
    const left = (room.peers.get(peer) ?? 1) - 1
    if (left > 0) room.peers.set(peer, left)
    else room.peers.delete(peer)
  }
  return { read: await parts(incoming, take, trusted), release }
}

async function parts(
  incoming: IncomingMessage,
  take: (bytes: number) => boolean,
  trusted: (form: URLSearchParams) => boolean,
): Promise<Read> {
  const boundary = boundaryIn(incoming.headers['content-type'] ?? '')
  if (!boundary) return { refused: 400 }
  if (Number(incoming.headers['content-length'] ?? 0) > mostDrained) return { refused: 413 }
  const limits = { maxHeaderSize: 2048, maxFileSize: largestFile, maxParts: mostFields, maxTotalSize: mostDrained }
  const parser = new MultipartParser(boundary, limits)
  const form = new URLSearchParams()
  const files: Upload[] = []
  let [size, typed, together] = [0, 0, 0]
  let fault: Uploads['fault'] = null
  let known = false
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > mostDrained) return { refused: 413 }
      // What follows a fault is read to its end, not looked at; and so is what follows the last part.
      if (fault || isWhole(parser)) continue
      if (!take(chunk.length)) return { refused: 503 }
      try {
        for (const part of parser.write(chunk)) {
          const name = part.name ?? ''
          if (part.isFile) {
            // An empty file field is sent as a file without name or content.
            if (part.size === 0 && !part.filename) continue
            known ||= trusted(form)
            if (!known) return { refused: 403 }
            together += part.size
            files.push({ field: name, name: part.filename ?? '', content: Buffer.concat(part.content) })
          } else {
            typed += part.size + name.length
            form.append(name, part.text)
          }
        }
      } catch (error) {
        if (!isTooLarge(error)) return { refused: 400 }
        fault = 'tooLarge'
      }
      known ||= trusted(form)
      if (!known && (size > largestForm || fault)) return { refused: 403 }
      if (typed > largestForm) return { refused: 413 }
      if (files.length > mostFiles) fault = 'tooMany'
      if (together > largestTogether) fault = 'tooLarge'
    }
  } catch {
    // The client left in the middle of its form.
    return { refused: 400 }
  }
  if (!fault && !isWhole(parser)) return { refused: 400 }
  return { form, uploads: fault ? { files: [], fault } : { files, fault } }
}

/** True once the closing boundary was seen. */
function isWhole(parser: MultipartParser): boolean {
  try {
    parser.finish()
    return true
  } catch {
    return false
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && /^Max(?:File|Total)SizeExceeded/.test(error.name)
