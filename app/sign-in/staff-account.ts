/** Staff accounts: an operator adds, changes and closes them; their owner sets up the second factor through a link. */
import { record } from '#db/record.ts'
import type { StaffRole } from '#db/schema/people.ts'
import { endAllSessions } from '#db/session.ts'
import { liveLink, useLink } from '#db/sign-in.ts'
import * as store from '#db/staff.ts'
import type { Instant } from '#domain/day.ts'
import type { Portal } from '../portal.ts'
import { readAddress, tokenHash } from './code.ts'
import { setUpLink } from './link.ts'
import { type Browser, openSession } from './session.ts'
import { type Picture, pictureOf, sealSecret, secretOfLink, stepOf } from './totp.ts'

const operator = { kind: 'system', ref: 'operator' } as const

/** Why an operator's wish about staff is refused. */
export type StaffFault = 'notAnAddress' | 'known' | 'unknown'

/** Adds a staff member (or lets a closed account in again) and gives their set-up link. */
export async function addStaff(
  portal: Portal,
  wish: { email: string; role: StaffRole; name?: string },
  now: Instant,
): Promise<{ url: string } | { fault: StaffFault }> {
  const email = readAddress(wish.email)
  if (!email) return { fault: 'notAnAddress' }
  const known = await find(portal, email)
  if (known && known.disabledAt === null) return { fault: 'known' }
  return record(portal.store, now, operator, async ledger => {
    const name = oneLine(wish.name ?? '') || email.slice(0, email.indexOf('@'))
    if (known) await store.readmitStaff(ledger, known.id, wish.role)
    const id = known?.id ?? (await store.addStaff(ledger, { email, name, role: wish.role, language: 'nl' }))
    return { url: await setUpLink(portal, ledger, id) }
  })
}

/** A new set-up link for somebody who lost theirs, or their telephone. The old second factor works until it is used. */
export async function newSetUpLink(
  portal: Portal,
  address: string,
  now: Instant,
): Promise<{ url: string } | { fault: StaffFault }> {
  const known = await active(portal, address)
  if (!known) return { fault: 'unknown' }
  return record(portal.store, now, operator, async ledger => ({ url: await setUpLink(portal, ledger, known.id) }))
}

/** Gives another role; open sessions end, so that it holds at once. */
export async function changeRole(
  portal: Portal,
  address: string,
  role: StaffRole,
  now: Instant,
): Promise<{ fault: StaffFault } | null> {
  const known = await active(portal, address)
  if (!known) return { fault: 'unknown' }
  if (known.role !== role) await record(portal.store, now, operator, ledger => store.changeRole(ledger, known.id, role))
  return null
}

/** Closes the account; open sessions end at once. */
export async function disableStaff(
  portal: Portal,
  address: string,
  now: Instant,
): Promise<{ fault: StaffFault } | null> {
  const known = await active(portal, address)
  if (!known) return { fault: 'unknown' }
  await record(portal.store, now, operator, ledger => store.disableStaff(ledger, known.id))
  return null
}

/** What the set-up page shows: a picture for the app, and the same secret to type. */
export type SetUp = { name: string; secret: string; picture: Picture }

/** The set-up that this link stands for, or null when it does not work (any more). Looking does not use it up. */
export async function setUpOf(portal: Portal, token: string, now: Instant): Promise<SetUp | null> {
  const staff = await ownerOf(portal, token, now)
  if (!staff) return null
  const secret = secretOfLink(portal.keys.seal, token)
  const issuer = portal.register.controller.name
  return { name: staff.name, secret, picture: pictureOf(secret, issuer, staff.email) }
}

/**
 * Confirms the second factor with a first code and signs in. What was open before, with an older factor, ends.
 * @param code six digits
 */
export async function finishSetUp(
  portal: Portal,
  token: string,
  code: string,
  browser: Browser,
  now: Instant,
): Promise<{ setCookies: string[] } | { fault: 'dead' | 'totpWrong' }> {
  const staff = await ownerOf(portal, token, now)
  if (!staff) return { fault: 'dead' }
  const secret = secretOfLink(portal.keys.seal, token)
  const step = stepOf(secret, code, now)
  if (step === null) return { fault: 'totpWrong' }
  return record(portal.store, now, { kind: 'staff', ref: staff.id }, async ledger => {
    if (!(await useLink(ledger, tokenHash(token)))) {
      ledger.entry('signIn.refused', { payload: { audience: 'staff', because: 'linkUsed' } })
      return { fault: 'dead' }
    }
    await endAllSessions(ledger, { audience: 'staff', personId: staff.id }, false)
    await store.setTotp(ledger, staff.id, sealSecret(portal.keys.seal, secret), step)
    const who = { audience: 'staff', personId: staff.id, email: staff.email, language: staff.language } as const
    return { setCookies: [await openSession(portal, ledger, who, browser)] }
  })
}

/** A name as it fits in a list: one line, no control characters, not endless. */
const oneLine = (text: string): string =>
  text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, 80)

const find = (portal: Portal, email: string) => store.staffByEmail(portal.store.read, portal.store.t, email)

async function active(portal: Portal, address: string) {
  const email = readAddress(address)
  const known = email ? await find(portal, email) : null
  return known?.disabledAt === null ? known : null
}

async function ownerOf(portal: Portal, token: string, now: Instant) {
  const link = await liveLink(portal.store.read, portal.store.t, tokenHash(token), 'setup', now)
  const staff = link && (await store.staffById(portal.store.read, portal.store.t, link.personId))
  return staff?.disabledAt === null ? staff : null
}
