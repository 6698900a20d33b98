/** Checking a bundle: one changed bit anywhere is found, and what is found is named. */
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keysDocument, rawKey } from '#exports/keys.ts'
import { signature } from '#exports/manifest.ts'
import { exportForOperator } from '#exports/operator.ts'
import { verifyBundle } from '#exports/verify.ts'
import { openZip } from '#exports/zip.ts'
import { key, type Office, openOffice, start } from './office.ts'
import { unzipped } from './unzipped.ts'

let office: Office
let whole: Map<string, Buffer>
let bundle: string

beforeAll(async () => {
  office = await openOffice({ members: 20, records: 50 })
  bundle = path.join(office.folder, 'bundle.zip')
  await exportForOperator(office.desk, {
    email: 'sam@voorbeeld.example',
    forms: ['access', 'portability'],
    file: bundle,
    language: null,
    reviewed: false,
    force: false,
  })
  whole = await unzipped(bundle)
})
afterAll(() => office.close())

let made = 0
/** The bundle once more, with some files changed, added or taken away. */
async function changed(change: (files: Map<string, Buffer>) => void): Promise<string> {
  const files = new Map([...whole].map(([name, bytes]) => [name, Buffer.from(bytes)]))
  change(files)
  const file = path.join(office.folder, `changed-${++made}.zip`)
  const zip = openZip(file, start)
  for (const [name, bytes] of files) await zip.add(name, [bytes])
  await zip.finish()
  return file
}

const flip = (bytes: Buffer) => {
  const at = randomInt(bytes.length)
  bytes[at] = bytes[at]! ^ (1 << randomInt(8))
}

describe('a bundle', () => {
  it('is OK as it was made, and known only by a key from the controller', async () => {
    expect(await verifyBundle(bundle)).toMatchObject({ verdict: 'ok', known: false, faults: [] })
    expect(await verifyBundle(bundle, [key.publicKey])).toMatchObject({ verdict: 'ok', known: true })
    expect(await verifyBundle(bundle, [generateKeyPairSync('ed25519').publicKey])).toMatchObject({
      verdict: 'signature',
      faults: [{ kind: 'key' }],
    })
  })

  it('with one bit changed in any file is not OK, and says in which', async () => {
    for (const name of whole.keys()) {
      const result = await verifyBundle(await changed(files => flip(files.get(name)!)))
      expect({ name, verdict: result.verdict }).not.toEqual({ name, verdict: 'ok' })
      if (!name.startsWith('manifest.json')) {
        expect(result).toMatchObject({ verdict: 'differs', faults: [{ kind: 'changed', path: name }], faultCount: 1 })
      } else expect({ name, verdict: result.verdict }).toEqual({ name, verdict: 'signature' })
    }
  })

  it('with a file missing or added is not OK', async () => {
    expect(await verifyBundle(await changed(files => files.delete('README-FIRST.html')))).toMatchObject({
      verdict: 'differs',
      faults: [{ kind: 'missing', path: 'README-FIRST.html' }],
    })
    expect(await verifyBundle(await changed(files => files.set('inzage/extra.json', Buffer.from('{}'))))).toMatchObject(
      { verdict: 'differs', faults: [{ kind: 'extra', path: 'inzage/extra.json' }] },
    )
    expect(await verifyBundle(await changed(files => files.delete('manifest.json.sig')))).toMatchObject({
      verdict: 'signature',
      faults: [{ kind: 'missing' }],
    })
  })

  it('signed anew by somebody else is told from ours by the key', async () => {
    const other = generateKeyPairSync('ed25519')
    const { bundleKeyId } = await import('#exports/keys.ts')
    const forged = await changed(files => {
      files.set(
        'manifest.json.sig',
        signature(files.get('manifest.json')!, { id: bundleKeyId(other.publicKey), ...other }),
      )
    })
    expect(await verifyBundle(forged, [key.publicKey])).toMatchObject({ verdict: 'signature', known: false })
    expect(await verifyBundle(forged)).toMatchObject({ verdict: 'ok', known: false })
  })

  it('that is no ZIP, or cut off, is not OK', async () => {
    const cut = path.join(office.folder, 'cut.zip')
    const bytes = await readFile(bundle)
    await writeFile(cut, bytes.subarray(0, bytes.length - 100))
    expect(await verifyBundle(cut)).toMatchObject({ verdict: 'signature', faults: [{ kind: 'notAZip' }] })
  })

  it('can be checked with openssl alone, as the documentation says', async () => {
    const said = JSON.parse(whole.get('manifest.json.sig')!.toString()) as { signature: string; publicKey: string }
    const at = (name: string) => path.join(office.folder, name)
    await writeFile(at('manifest.json'), whole.get('manifest.json')!)
    await writeFile(at('signature.bin'), Buffer.from(said.signature, 'base64'))
    await writeFile(
      at('key.der'),
      Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(said.publicKey, 'base64')]),
    )
    const out = execFileSync(
      'openssl',
      [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-keyform',
        'DER',
        '-inkey',
        at('key.der'),
        '-rawin',
        '-in',
        at('manifest.json'),
        '-sigfile',
        at('signature.bin'),
      ],
      { encoding: 'utf8' },
    )
    expect(out).toContain('Signature Verified Successfully')
  })
})

describe('inzage verify', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['bin/inzage.js', 'verify', ...words], { encoding: 'utf8' })

  it(
    'prints OK with code 0, what differs with 10, a wrong key with 11, and a wrong call with 2',
    { timeout: 180_000 },
    async () => {
      const keys = path.join(office.folder, 'keys.json')
      await writeFile(keys, JSON.stringify(keysDocument([key.publicKey])))
      expect(run(bundle)).toMatchObject({ status: 0, stdout: 'OK\n' })
      expect(run(bundle, '--keys', keys)).toMatchObject({ status: 0, stdout: 'OK\n' })
      expect(run(bundle, '--key', rawKey(key.publicKey).toString('base64'))).toMatchObject({ status: 0 })
      const other = rawKey(generateKeyPairSync('ed25519').publicKey).toString('base64')
      expect(run(bundle, '--key', other)).toMatchObject({ status: 11 })
      const broken = run(await changed(files => flip(files.get('README-FIRST.html')!)))
      expect(broken).toMatchObject({ status: 10, stdout: 'README-FIRST.html: was changed\n' })
      expect(run(path.join(office.folder, 'nothing.zip'))).toMatchObject({ status: 2, stdout: '' })
      expect(run(bundle, '--keys', bundle)).toMatchObject({ status: 2 })
    },
  )
})
