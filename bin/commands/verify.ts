/** `inzage verify`: whether a bundle is as it was signed. Needs no network, no settings and no store. */
import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { readKeys, typedKey } from '#exports/keys.ts'
import { type FaultKind, verifyBundle } from '#exports/verify.ts'
import { Exit } from '../exit.ts'

const said: Readonly<Record<FaultKind, string>> = {
  notAZip: 'this is not a ZIP file that can be read',
  name: 'a name that no bundle has',
  missing: 'is missing',
  extra: 'is not in the manifest',
  changed: 'was changed',
  manifest: 'the manifest is not in its form',
  signature: 'the signature is not right',
  key: 'signed with a key that is not one of the given keys',
}

export default defineCommand({
  meta: {
    name: 'verify',
    description:
      'Checks a bundle offline: prints OK, or what differs. With --keys (the file at /.well-known/inzage-keys.json) or --key ' +
      'it also says who signed. Exit codes: 0 OK, 2 the call was wrong, 10 something differs, 11 the signature or its key is not right.',
  },
  args: {
    file: { type: 'positional', required: true, valueHint: 'FILE.zip', description: 'the bundle' },
    keys: { type: 'string', valueHint: 'FILE', description: "the controller's public keys (a JSON Web Key Set)" },
    key: {
      type: 'string',
      alias: 'vkey',
      valueHint: 'KEY',
      description: 'one public key: base64 of its 32 bytes, or name+hash+base64',
    },
    json: { type: 'boolean', description: 'print everything as JSON' },
  },
  async run({ args }) {
    const trusted = [...(args.keys ? await keysIn(args.keys) : []), ...(args.key ? [keyFrom(args.key)] : [])]
    const result = await verifyBundle(args.file, trusted).catch((error: unknown) => {
      throw new Exit(2, `${args.file} cannot be read (${error instanceof Error ? error.message : 'unknown'})`)
    })
    if (args.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
    else if (result.verdict === 'ok') process.stdout.write('OK\n')
    else {
      for (const { kind, path } of result.faults) process.stdout.write(`${path ? `${path}: ` : ''}${said[kind]}\n`)
      const more = result.faultCount - result.faults.length
      if (more > 0) process.stdout.write(`and ${more} more\n`)
    }
    if (result.keyId) {
      const whose = result.known ? 'one of the given keys' : 'whose it is cannot be told without --keys'
      process.stderr.write(`${result.files} files, signed with key ${result.keyId} (${whose})\n`)
    }
    if (result.verdict !== 'ok') throw new Exit(result.verdict === 'differs' ? 10 : 11)
  },
})

async function keysIn(file: string) {
  try {
    const keys = readKeys(await readFile(file, 'utf8'))
    if (keys.length === 0) throw new Error('there is no Ed25519 key in it')
    return keys
  } catch (error) {
    throw new Exit(2, `${file} holds no keys that can be read (${error instanceof Error ? error.message : 'unknown'})`)
  }
}

function keyFrom(text: string) {
  try {
    return typedKey(text)
  } catch {
    throw new Exit(2, '--key is not an Ed25519 public key')
  }
}
