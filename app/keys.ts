/** The portal's keys: two Ed25519 key files in `DATA_DIR/keys`, and two keys derived from the configured secret. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { newHandle } from '#db/random.ts'
import { bundleKeyId } from '#exports/keys.ts'
import type { Config } from './config.ts'
import type { Portal } from './portal.ts'

/** A key file is missing although the log already holds what it signed, or others can read it. */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

/**
 * Reads the keys; makes them only for a portal that has recorded nothing yet. A signing key that has gone missing must
 * come back from the backup: a new one would quietly break every earlier signature.
 * @throws KeyRefused
 */
export async function openKeys(config: Config, logIsEmpty: boolean): Promise<Portal['keys']> {
  const folder = path.join(config.dataDir, 'keys')
  if (logIsEmpty) await makeKeys(folder, `${new URL(config.baseUrl).hostname}/dsr-audit/1`)
  const logKey = createPrivateKey(await secretFile(path.join(folder, 'log.pem')))
  const bundleKey = createPrivateKey(await secretFile(path.join(folder, 'bundle.pem')))
  return {
    // The log keeps the name it was opened under, also when the address of the site changes later.
    log: { origin: (await secretFile(path.join(folder, 'log.name'))).toString('utf8').trim(), privateKey: logKey },
    bundle: {
      id: bundleKeyId(createPublicKey(bundleKey)),
      privateKey: bundleKey,
      publicKey: createPublicKey(bundleKey),
    },
    tag: derived(config.secret, 'inzage/tag/v1'),
    seal: derived(config.secret, 'inzage/seal/v1'),
  }
}

const derived = (secret: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))

async function makeKeys(folder: string, origin: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await makeOnce(path.join(folder, 'log.name'), `${origin}\n`)
  await makeOnce(path.join(folder, 'log.pem'), pem())
  await makeOnce(path.join(folder, 'bundle.pem'), pem())
}

/** Writes a file that did not exist, whole and on disk, or leaves the one that does; safe when processes race. */
export async function makeOnce(file: string, content: string): Promise<void> {
  const part = `${file}.${newHandle()}.part`
  const handle = await open(part, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
    await handle.close()
    await link(part, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(part)
  }
}

async function secretFile(file: string): Promise<Buffer> {
  const mode = await stat(file).then(
    found => found.mode & 0o077,
    () => null,
  )
  if (mode === null) {
    throw new KeyRefused(
      `${file} is missing, but this portal's log is not empty. Put it back from the backup of the keys.`,
    )
  }
  if (mode && process.platform !== 'win32') {
    throw new KeyRefused(`${file} can be read by others on this machine. Make it private: chmod 600 "${file}"`)
  }
  return readFile(file)
}
