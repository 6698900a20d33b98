/** A witness's key and memory, in files on the witness's own machine. Nothing of the portal is needed for it. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { addKnown, ForeignSignature, type Known, newestKnown } from '#db/audit/known.ts'
import { cosignatureLine, cosigned } from '#domain/audit/cosignature.ts'
import { isKeyName, keyId, type VerifierKey } from '#domain/audit/note.ts'
import { LogNotFound } from './audit-log.ts'

export type Witness = {
  key: VerifierKey
  /** The line under a checkpoint's text, at this time in seconds since 1970. */
  sign(text: string, time: number): string
}

/** Makes a key file, readable by its owner only: the name, then the key. Null when the file is there already. */
export function makeWitness(file: string, name: string): VerifierKey | null {
  if (!isKeyName(name)) throw new LogNotFound(`--name is a name without spaces or plus signs, not "${name}"`)
  if (existsSync(file)) return null
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(file, `${name}\n${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}`, {
    mode: 0o600,
    flag: 'wx',
  })
  return keyOf(name, privateKey)
}

/** @throws LogNotFound when the file is not a witness's key */
export function openWitness(file: string): Witness {
  if (!existsSync(file)) throw new LogNotFound(`There is no key at ${file}: make one with inzage audit witness init`)
  const [name = '', ...pem] = readFileSync(file, 'utf8').split('\n')
  try {
    const privateKey = createPrivateKey(pem.join('\n'))
    const key = keyOf(name, privateKey)
    return { key, sign: (text, time) => cosignatureLine(key, time, sign(null, cosigned(text, time), privateKey)) }
  } catch {
    throw new LogNotFound(`${file} does not hold the key of a witness`)
  }
}

function keyOf(name: string, privateKey: KeyObject): VerifierKey {
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url')
  return { name, kind: 'witness', publicKey, id: keyId(name, 'witness', publicKey) }
}

/** The newest checkpoint of this log that the witness signed; null before the first. */
export function rememberedBy(file: string, log: VerifierKey): Known | null {
  try {
    return newestKnown(file, log)
  } catch (error) {
    if (error instanceof ForeignSignature) throw new LogNotFound(`${file}: ${error.message}`)
    throw error
  }
}

/** On disk when this returns. */
export const remember = (file: string, note: string): void => addKnown(file, note)
