/** An authenticator of our own making, for tests: one P-256 key, which signs whatever it is told to, also what is wrong. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

export type Signing = {
  challenge: string
  origin?: string
  rpId?: string
  /** User verified by the device. */
  verified?: boolean
  /** What its counter says. */
  count?: number
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const text = (data: Buffer) => data.toString('base64url')
const present = 0x01
const verifiedBit = 0x04
const attested = 0x40

export function openAuthenticator(origin = 'https://privacy.example.nl') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  // COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])

  const facts = (
    { challenge, rpId = 'privacy.example.nl', verified = true, count = 0, ...rest }: Signing,
    type: string,
  ) => {
    const clientData = Buffer.from(
      JSON.stringify({ type, challenge, origin: rest.origin ?? origin, crossOrigin: false }),
    )
    const flags = present | (verified ? verifiedBit : 0) | (type === 'webauthn.create' ? attested : 0)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(count)
    return { clientData, head: Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]) }
  }
  const shared = { id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} }

  return {
    id: text(id),
    /** The answer to "make a passkey". */
    make(signing: Signing): string {
      const { clientData, head } = facts(signing, 'webauthn.create')
      const length = Buffer.from([0, id.length])
      const data = Buffer.concat([head, Buffer.alloc(16), length, id, cose])
      // CBOR: {fmt: "none", attStmt: {}, authData: bytes}
      const attestation = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([data.length]),
        data,
      ])
      const response = { clientDataJSON: text(clientData), attestationObject: text(attestation), transports: ['usb'] }
      return JSON.stringify({ ...shared, response })
    },
    /** The answer to "sign in". */
    sign(signing: Signing): string {
      const { clientData, head } = facts(signing, 'webauthn.get')
      const signature = createSign('sha256')
        .update(Buffer.concat([head, sha256(clientData)]))
        .sign(privateKey)
      const response = {
        clientDataJSON: text(clientData),
        authenticatorData: text(head),
        signature: text(signature),
      }
      return JSON.stringify({ ...shared, response })
    },
  }
}
