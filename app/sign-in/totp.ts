/** The second factor of staff: six digits from an app (RFC 6238: SHA-1, 30 seconds), each time step once. */
import { createHmac } from 'node:crypto'
import { generateURI, verifySync } from 'otplib'
import { create } from 'qrcode'
import { open, seal } from './seal.ts'
import type { Instant } from '#domain/day.ts'

/** A telephone's clock may be this far off, in seconds: one time step either way. */
const tolerance = 30
const period = 30
const secretBytes = 20

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * The secret that a set-up link stands for. Derived, so that the page can be loaded again and shows the same picture,
 * and nothing is stored before the first code proves that the app has it.
 */
export function secretOfLink(sealKey: Buffer, token: string): string {
  const bytes = createHmac('sha256', sealKey).update(`totp\n${token}`).digest().subarray(0, secretBytes)
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return bits.replace(/.{5}/g, five => base32[parseInt(five, 2)] ?? '')
}

/** The secret as it is stored. */
export const sealSecret = (sealKey: Buffer, secret: string): Buffer => seal(sealKey, 'totp', Buffer.from(secret))

/** The time step that a code belongs to, or null when it is wrong; whether the step was spent is the store's to say. */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  const epoch = Math.floor(Date.parse(now) / 1000)
  const checked = verifySync({ secret, token: code, epoch, epochTolerance: tolerance })
  return checked.valid ? Math.floor(epoch / period) + checked.delta : null
}

/** As `stepOf`, for a stored secret; null too when it cannot be opened (the portal's secret was changed). */
export function stepOfSealed(sealKey: Buffer, sealed: Buffer | null, code: string, now: Instant): number | null {
  const secret = sealed && open(sealKey, 'totp', sealed)
  return secret ? stepOf(secret.toString(), code, now) : null
}

/** A QR code as one SVG path: `d` draws the dark squares on a grid of `size`, quiet zone included. */
export type Picture = { size: number; d: string }

const quiet = 4

/** What the app scans. `issuer` and `label` are what it shows beside the codes. */
export function pictureOf(secret: string, issuer: string, label: string): Picture {
  const { modules } = create(generateURI({ secret, issuer, label }), { errorCorrectionLevel: 'M' })
  const squares: string[] = []
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (modules.get(y, x)) squares.push(`M${x + quiet} ${y + quiet}h1v1h-1z`)
    }
  }
  return { size: modules.size + 2 * quiet, d: squares.join('') }
}
