/**
 * Where ready bundles lie: `DATA_DIR/bundles`, for this user only, under random names. A name in a row is the only way to
 * a file; what no row names is swept. Bundles are not encrypted at rest (docs/decisions/053-vault.md).
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Instant } from '#domain/day.ts'
import { expiredExports, namesInUse, removedExport } from '#db/export.ts'
import { newHandle } from '#db/random.ts'
import { record } from '#db/record.ts'
import type { Store } from '#db/store.ts'

/** No new bundle is begun with less than this free, so that the store and its log can always go on. */
const leastFree = 64 * 1024 * 1024
const worker = { kind: 'system', ref: 'worker' } as const
/** What one job can leave: the bundle, the bundle in the making, and its folder of scratch files. */
const ours = /^([\w-]{22}\.zip)(\.part|\.scratch)?$/
const perQuestion = 400

const folderOf = (dataDir: string): string => path.join(dataDir, 'bundles')

/** Names of one bundle: where it is made, where its scratch files lie, and where it will be. */
export function placeOf(dataDir: string, file: string): { part: string; scratch: string; final: string } {
  if (!ours.test(file)) throw new Error('that is not the name of a bundle')
  const final = path.join(folderOf(dataDir), file)
  return { part: `${final}.part`, scratch: `${final}.scratch`, final }
}

/** A new random name. */
export const newFile = (): string => `${newHandle()}.zip`

/** Makes the folder, private. Throws with code ENOSPC when the disk is nearly full. */
export async function prepareVault(dataDir: string): Promise<void> {
  const folder = folderOf(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < leastFree) throw Object.assign(new Error('the disk is nearly full'), { code: 'ENOSPC' })
}

/** Puts a finished bundle in its place so that it survives a power cut: contents first, then the name. */
export async function settle(dataDir: string, file: string): Promise<void> {
  const { part, final } = placeOf(dataDir, file)
  await sync(part)
  await rename(part, final)
  await sync(folderOf(dataDir))
}

/** Flushes a file or folder to disk. */
export async function sync(target: string): Promise<void> {
  const handle = await open(target, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes every trace of a bundle; nothing there is fine too. */
export async function discard(dataDir: string, file: string): Promise<void> {
  const { part, scratch, final } = placeOf(dataDir, file)
  await Promise.all([part, scratch, final].map(each => rm(each, { recursive: true, force: true })))
}

export type OpenBundle = {
  size: number
  /** The bytes from `start` to and with `end`. The stream closes the file when it ends or is destroyed. */
  read(start: number, end: number): Readable
  /** Closes without reading. */
  close(): Promise<void>
}

/** Opens a bundle for one download; null when it is not there. It stays readable when it is removed meanwhile. */
export async function openBundle(dataDir: string, file: string): Promise<OpenBundle | null> {
  const handle = await open(placeOf(dataDir, file).final, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!handle) return null
  const { size } = await handle.stat()
  return {
    size,
    read: (start, end) => createReadStream('', { fd: handle, start, end, highWaterMark: 256 * 1024 }),
    close: () => handle.close(),
  }
}

/** Removes what no row names and nobody works on: leftovers of a crash. Gives how many files and folders went. */
export async function sweep(desk: { store: Store; dataDir: string; now(): Instant }): Promise<number> {
  const folder = folderOf(desk.dataDir)
  const there = await readdir(folder).catch(() => [])
  // The list of files is older than the answer of the store, so work that begins now is not in it.
  const names = [...new Set(there.flatMap(name => ours.exec(name)?.[1] ?? []))]
  let removed = 0
  for (let at = 0; at < names.length; at += perQuestion) {
    const some = names.slice(at, at + perQuestion)
    const used = await namesInUse(desk.store, some, desk.now())
    for (const name of some.filter(each => !used.has(each))) {
      await discard(desk.dataDir, name)
      removed++
    }
  }
  return removed
}

/** Removes bundles whose last day is over: the file first, then the record of it. Gives how many. */
export async function removeExpired(desk: { store: Store; dataDir: string; now(): Instant }): Promise<number> {
  const now = desk.now()
  const expired = await expiredExports(desk.store.read, desk.store.t, now)
  let removed = 0
  for (const job of expired) {
    if (job.file) await discard(desk.dataDir, job.file)
    const first = await record(desk.store, now, worker, async ledger =>
      (await removedExport(ledger, job.id)) ? true : ledger.decline(false),
    )
    if (first) removed++
  }
  return removed
}

/** Whether the file of a bundle is there; for checks. */
export const isThere = (dataDir: string, file: string): Promise<boolean> =>
  stat(placeOf(dataDir, file).final).then(
    () => true,
    () => false,
  )
