/** Recovery codes of staff: ten, shown once, each in the place of telephone or passkey one time. */
import { createHmac } from 'node:crypto'
import { queueMail } from '#db/mail.ts'
import { chance } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { replaceRecoveryCodes, useRecoveryCode } from '#db/recovery-code.ts'
import { type Staff, staffById } from '#db/staff.ts'
import type { Instant } from '#domain/day.ts'
import type { StaffVisitor } from '../context.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { accountLetter } from './account-letter.ts'

const howMany = 10
/** No signs that look alike, and no vowels. */
const alphabet = '2345679bcdfghjkmnpqrtvwx'
const signs = 12

/** Twelve signs in groups of four: 55 bits of chance. */
function newCode(): string {
  const picked: string[] = []
  while (picked.length < signs) {
    // A byte that would favour the first signs is thrown away.
    const [byte = 255] = chance(1)
    if (byte < 240) picked.push(alphabet[byte % alphabet.length]!)
  }
  return picked.join('').replace(/.{4}(?=.)/g, '$&-')
}

/** What somebody typed, without spaces, hyphens and capitals; null when it cannot be a code. */
export function readRecoveryCode(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}.]/gu, '')
  const known = text.length === signs && [...text].every(sign => alphabet.includes(sign))
  return known ? text.replace(/.{4}(?=.)/g, '$&-') : null
}

const hashOf = (portal: Portal, staffId: string, code: string): string =>
  createHmac('sha256', portal.keys.tag).update(`recovery\n${staffId}\n${code}`).digest('hex')

/** Makes ten new codes and gives them; the older ones stop working. A letter tells its owner. */
export async function makeRecoveryCodes(
  portal: Portal,
  visitor: StaffVisitor,
  now: Instant,
): Promise<readonly string[]> {
  const codes = Array.from({ length: howMany }, newCode)
  const staff = await staffById(portal.store.read, portal.store.t, visitor.staffId)
  await record(portal.store, now, personOf(visitor).actor, async ledger => {
    await replaceRecoveryCodes(
      ledger,
      visitor.staffId,
      codes.map(code => hashOf(portal, visitor.staffId, code)),
    )
    if (staff) await queueMail(ledger, accountLetter(portal, staff.language, 'recoveryMade', now), staff.email)
  })
  return codes
}

/** Uses a code up inside a change; false when it is wrong or was used. A letter tells its owner. */
export async function spendRecoveryCode(portal: Portal, ledger: Ledger, staff: Staff, typed: string): Promise<boolean> {
  const code = readRecoveryCode(typed)
  if (!code || !(await useRecoveryCode(ledger, staff.id, hashOf(portal, staff.id, code)))) return false
  await queueMail(ledger, accountLetter(portal, staff.language, 'recoveryUsed', ledger.at), staff.email)
  return true
}
