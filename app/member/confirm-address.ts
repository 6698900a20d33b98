/**
 * Changing the address that somebody signs in with (M3, T3, decision 133): a code to the new one, a notice to the old one
 * with a code that stops it, and copies wait for three days. Who gives an address that is somebody else's sees and gets
 * the same, and their code is never right (T15).
 */
import { createHmac } from 'node:crypto'
import { confirmCorrection, keepStop, stopCorrection, waitingForCode } from '#db/confirmed-correction.ts'
import { askCorrection } from '#db/correction.ts'
import { queueMail } from '#db/mail.ts'
import { chance } from '#db/random.ts'
import { type Ledger, record } from '#db/record.ts'
import { endAllSessions, endSession, liveSessions } from '#db/session.ts'
import { countTry, openAttempt, triesPerCode, useCode } from '#db/sign-in.ts'
import { confirmUntil } from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import { later } from '#domain/moment.ts'
import type { Portal } from '../portal.ts'
import { letters } from '../post/letters.ts'
import { codeHash, newCode, readAddress, readCode, sameHash, tagOf, tokenHash } from '../sign-in/code.ts'
import { withinLimits } from '../sign-in/limits.ts'
import { onTheBeat } from '../sign-in/pace.ts'
import { sessionLimits } from '../sign-in/session.ts'
import { carryOut } from './carry-out.ts'
import type { Changeable } from './correct-view.ts'

export type By = { subjectId: string; sessionId: string; peer: string; language: Language }
export type ConfirmFault = 'codeWrong' | 'codeExpired' | 'codeSpent' | 'tooMany'

/** The attempt of a change; no cookie leads to it. */
const attemptOf = (correction: string): string => tokenHash(`correction ${correction}`)

/** Letters and digits that nobody takes for another. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twelve signs in three groups: 58 bits, to be typed over from a letter. */
const newStop = (): string =>
  [...chance(12)].map((byte, index) => (index % 4 === 0 && index > 0 ? '-' : '') + signs[byte % signs.length]!).join('')

const stopHash = ({ keys }: Pick<Portal, 'keys'>, typed: string): string =>
  createHmac('sha256', keys.tag)
    .update(`stop/v1\n${typed.toUpperCase().replace(/[^A-Z\d]/g, '')}`)
    .digest('hex')

/** Sends the code and the notice. */
export function askNewAddress(
  portal: Portal,
  by: By,
  found: Changeable,
  wanted: string,
  now: Instant,
): Promise<{ sent: true } | { codeFault: ConfirmFault }> {
  const { subjectId, sessionId, peer, language } = by
  const { store, keys } = portal
  const addressTag = tagOf(keys.tag, 'address', wanted.toLowerCase())
  return onTheBeat(async () => {
    if (!(await withinLimits(portal, 'ask', { addressTag, peer }, now))) return { codeFault: 'tooMany' }
    const taken = await isTaken(portal, wanted, found.self.key)
    const [code, stop] = [newCode(), newStop()]
    await record(store, now, { kind: 'member', ref: subjectId }, async ledger => {
      const row = await askCorrection(ledger, {
        ...found.place,
        subjectId,
        mode: 'confirm',
        was: found.value,
        wanted: wanted,
        dueAt: null,
      })
      await keepStop(ledger, row.id, stopHash(portal, stop))
      const id = attemptOf(row.id)
      const expiresAt = confirmUntil(now)
      await openAttempt(ledger, {
        id,
        audience: 'form',
        addressTag,
        personId: null,
        sessionId,
        // The code in the letter to an address that is somebody else's is never the right one.
        codeHash: codeHash(keys.tag, id, taken ? newCode() + code : code),
        expiresAt,
      })
      await queueMail(ledger, letters(portal).newAddress(language, code), wanted, { expiresAt })
      await queueMail(ledger, letters(portal).addressChanges(language, { stop, at: now }), found.self.email)
    })
    return { sent: true }
  })
}

/** Enters the code: when it is right the address changes, other devices are signed out, and copies wait. */
export function confirmNewAddress(
  portal: Portal,
  by: By,
  found: Changeable,
  typed: string,
  now: Instant,
): Promise<{ confirmed: string } | { codeFault: ConfirmFault }> {
  const { subjectId, peer } = by
  const { store, keys } = portal
  return onTheBeat(async () => {
    const row = await waitingForCode(store.read, store.t, subjectId, found.place, now)
    if (!row?.wanted) return { codeFault: 'codeExpired' }
    const wanted = String(row.wanted.value)
    const addressTag = tagOf(keys.tag, 'address', wanted.toLowerCase())
    if (!(await withinLimits(portal, 'try', { addressTag, peer }, now))) return { codeFault: 'tooMany' }
    const taken = await isTaken(portal, wanted, found.self.key)
    const id = attemptOf(row.id)
    const code = readCode(typed) ?? ''
    const done = await record(store, now, { kind: 'member', ref: subjectId }, async ledger => {
      const tried = await countTry(ledger, id, 'code')
      if (tried && !taken && sameHash(tried.codeHash, codeHash(keys.tag, id, code))) {
        await useCode(ledger, id)
        if (!(await confirmCorrection(ledger, row.id))) return ledger.decline({ codeFault: 'codeExpired' as const })
        await endOthers(ledger, by, now)
        return { confirmed: row.id }
      }
      const codeFault: ConfirmFault = tried !== null && tried.tries < triesPerCode ? 'codeWrong' : 'codeSpent'
      ledger.entry('signIn.refused', { payload: { audience: 'form', because: codeFault } })
      return { codeFault }
    })
    if ('confirmed' in done) await carryOut(portal, row.id)
    return done
  })
}

/** Stops a change with the code from the letter to the old address; signs everybody out. False when there is none to stop. */
export function stopChange(
  portal: Portal,
  { typed, peer }: { typed: string; peer: string },
  now: Instant,
): Promise<'stopped' | 'wrong' | 'tooMany'> {
  const hash = stopHash(portal, typed)
  return onTheBeat(async () => {
    const addressTag = tagOf(portal.keys.tag, 'address', hash)
    if (!(await withinLimits(portal, 'try', { addressTag, peer }, now))) return 'tooMany'
    const row = await record(portal.store, now, { kind: 'anon', ref: hash.slice(0, 22) }, async ledger => {
      const stopped = await stopCorrection(ledger, hash)
      if (stopped) await endAllSessions(ledger, { audience: 'member', personId: stopped.subjectId })
      return stopped
    })
    if (!row) return 'wrong'
    if (row.dueAt) await carryOut(portal, row.id)
    return 'stopped'
  })
}

/** Whether the address is somebody else's here. */
async function isTaken(portal: Portal, address: string, key: string): Promise<boolean> {
  const other = await portal.people.locate({ email: readAddress(address) ?? address })
  return other !== null && other.key !== key
}

async function endOthers(ledger: Ledger, { subjectId, sessionId }: By, now: Instant): Promise<void> {
  const who = { audience: 'member', personId: subjectId } as const
  const seenAfter = later(now, -sessionLimits.member.idle)
  for (const session of await liveSessions(ledger.db, ledger.t, who, now, seenAfter)) {
    if (session.id !== sessionId) await endSession(ledger, who, session.id)
  }
}
