/** Attachments: found through the column that holds their path, and never outside their root. */
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesSource } from '#sources/files/source.ts'
import { mediaTypeOf } from '#sources/files/media-type.ts'
import type { Source } from '#sources/source.ts'
import { pdf, photo } from '#sources/we-do-better/seed/files.ts'
import { all } from './contract.ts'
import { demoPlatform } from './demo-platform.ts'

let folder: string
let files: Source
const entry = {
  id: 'files',
  label: { nl: '', en: '' },
  kind: 'files',
  setting: 'FILES',
  tables: [],
  withoutPersons: [],
} as const
const file = (at: string) => ({ source: 'files', path: at, name: 'x', mediaType: 'application/pdf', bytes: null })
const read = async (at: string) => {
  const { stream, bytes, mediaType } = await files.open(file(at))
  const content = await buffer(stream)
  expect(content.length).toBe(bytes)
  return { content, mediaType }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inzage-files-'))
  await mkdir(path.join(folder, 'root/sub/deeper'), { recursive: true })
  await mkdir(path.join(folder, 'root-too'))
  await writeFile(path.join(folder, 'secret.txt'), 'secret')
  await writeFile(path.join(folder, 'root-too/secret.txt'), 'secret')
  await writeFile(path.join(folder, 'root/a.pdf'), pdf(['Hallo (wereld) \\', 'één 日']))
  await writeFile(path.join(folder, 'root/sub/b.pdf'), await photo())
  await writeFile(path.join(folder, 'root/empty.pdf'), '')
  await writeFile(path.join(folder, 'root/ééń naam.pdf'), '<script>')
  await symlink('../secret.txt', path.join(folder, 'root/link.pdf'))
  await symlink('a.pdf', path.join(folder, 'root/inner-link.pdf'))
  await symlink(folder, path.join(folder, 'root/sub/out'))
  await symlink('sub', path.join(folder, 'root/also-sub'))
  files = await filesSource(entry, path.join(folder, 'root'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a file below the root is streamed whole, with the type its first bytes say', async () => {
  expect((await read('a.pdf')).mediaType).toBe('application/pdf')
  const { content, mediaType } = await read('sub/b.pdf')
  expect(mediaType, 'the name says PDF, the bytes do not').toBe('image/jpeg')
  expect(content).toEqual(await photo())
  expect(await read('empty.pdf')).toEqual({ content: Buffer.alloc(0), mediaType: 'application/octet-stream' })
  expect((await read('ééń naam.pdf')).mediaType).toBe('application/octet-stream')
})

test.each([
  '../secret.txt',
  'sub/../../secret.txt',
  'sub/../a.pdf',
  './a.pdf',
  '/etc/passwd',
  'sub//b.pdf',
  '',
  '.',
  '..',
  'sub/',
  'sub\\..\\..\\secret.txt',
  'a.pdf\u0000.jpg',
  '../root-too/secret.txt',
  'link.pdf',
  'inner-link.pdf',
  'sub/out/secret.txt',
  'also-sub/b.pdf',
  'sub',
  'x'.repeat(2000),
])('%j is refused: it leads outside, or through a link, or is no file', async at => {
  await expect(files.open(file(at))).rejects.toThrow('the path leaves the folder of files')
})

test('an absolute path of a file inside the root is refused as well', async () => {
  await expect(files.open(file(path.join(folder, 'root/a.pdf')))).rejects.toThrow('leaves the folder')
})

test('a file that is gone is said to be gone, and the sentence holds no path', async () => {
  const error = await files.open(file('sub/jansen-cv.pdf')).catch((each: Error) => each)
  expect(error).toMatchObject({ reason: 'gone' })
  expect(String(error)).not.toContain('jansen')
  await expect(files.open(file('a.pdf/x'))).rejects.toMatchObject({ reason: 'gone' })
})

test('a folder that turns into a link later is refused', async () => {
  await mkdir(path.join(folder, 'root/turns'))
  await writeFile(path.join(folder, 'root/turns/secret.txt'), 'mine')
  expect((await read('turns/secret.txt')).content.toString()).toBe('mine')
  await rename(path.join(folder, 'root/turns'), path.join(folder, 'root/turned'))
  await symlink('../root-too', path.join(folder, 'root/turns'))
  await expect(files.open(file('turns/secret.txt'))).rejects.toMatchObject({ reason: 'outside' })
})

test('a root that is not there is refused at once', async () => {
  await expect(filesSource(entry, path.join(folder, 'nowhere'))).rejects.toThrow('FILES is not a folder')
})

test('first bytes decide: PDF, JPEG, PNG, and otherwise no promise', () => {
  expect(mediaTypeOf(Buffer.from('%PDF-1.7'))).toBe('application/pdf')
  expect(mediaTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe1]))).toBe('image/jpeg')
  expect(mediaTypeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))).toBe('image/png')
  for (const other of ['', '%PD', '<html>', 'MZ'])
    expect(mediaTypeOf(Buffer.from(other))).toBe('application/octet-stream')
})

test('every attachment of the demo is found through its column, opens, and is what it says', async () => {
  const demo = await demoPlatform({ members: 80 })
  let opened = 0
  for (let key = 1; key <= 80; key++) {
    const who = (await demo.platform.locate({ key: String(key) }))!
    for (const item of await all(demo.platform, who, { categories: demo.categories })) {
      for (const attachment of item.attachments) {
        const { stream, bytes, mediaType } = await demo.sources.get(attachment.source)!.open(attachment)
        expect((await buffer(stream)).length).toBe(bytes)
        expect(bytes).toBe(attachment.bytes)
        expect(mediaType).toBe(attachment.mediaType)
        expect(JSON.stringify(item.values), 'the path stays inside').not.toContain(attachment.path)
        opened++
      }
    }
  }
  expect(opened).toBeGreaterThan(20)
  await demo.dispose()
})
