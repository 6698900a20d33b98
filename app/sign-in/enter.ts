/** Entering a code: five tries, counted before they are judged; one use; only in the browser that asked for it. */
import { type Ledger, record } from '#db/record.ts'
import { type Attempt, countTry, finishAttempt, liveAttempt, triesPerCode, useCode } from '#db/sign-in.ts'
import { spendStep, staffById } from '#db/staff.ts'
import { knowSubject } from '#db/subject.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { MemberVisitor, StaffVisitor } from '../context.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { type OpenAttempt, attemptRef, forgetAttempt } from './attempt.ts'
import { codeHash, sameHash, tagOf } from './code.ts'
import { withinLimits } from './limits.ts'
import { onTheBeat } from './pace.ts'
import { spendRecoveryCode } from './recovery.ts'
import { type Browser, openSession, renewSession } from './session.ts'
import { stepOfSealed } from './totp.ts'

/** The keys of `signin.faults`; none of them says whether an account exists. */
export type CodeFault =
  | 'codeWrong'
  | 'codeExpired'
  | 'codeSpent'
  | 'tooMany'
  | 'totpWrong'
  | 'recoveryWrong'
  | 'passkeyWrong'
  | 'passkeyExpired'
/** A right last code: these lines carry the session. */
type In = { next: 'in'; setCookies: string[] }
export type Entered = { fault: CodeFault } | { next: 'totp' } | In
type Proven = { fault: CodeFault } | In

export type Entering = { attempt: OpenAttempt; code: string; peer: string; language: Language; browser: Browser }

/**
 * Enters the mailed code to sign in. A member is signed in; staff go on to `enterTotp`.
 * @param entering.code six digits (`readCode`)
 */
export function enterCode(portal: Portal, entering: Entering, now: Instant): Promise<Entered> {
  const { attempt, code, browser, language } = entering
  return onTheBeat(async () => {
    if (!(await mayTry(portal, entering, now))) return { fault: 'tooMany' }
    const open = await liveAttempt(portal.store.read, portal.store.t, attempt.id, now)
    if (!open || open.sessionId !== null || open.codeUsedAt !== null) return { fault: 'codeExpired' }
    const person =
      open.audience === 'member' && open.personId ? await portal.people.locate({ key: open.personId }) : null

    return record(portal.store, now, unproven(attempt), async ledger => {
      const fault = await judge(portal, ledger, open, code)
      if (fault) return { fault }
      if (open.audience === 'staff' && open.personId) {
        await useCode(ledger, open.id)
        ledger.entry('signIn.codeRight', { payload: { audience: 'staff', person: open.personId } })
        return { next: 'totp' }
      }
      if (!person) return refuse(ledger, open, 'codeWrong')
      await useCode(ledger, open.id)
      await finishAttempt(ledger, open.id)
      const source = portal.register.subject.source
      const subject = await knowSubject(ledger, { source, key: person.key, language })
      const who = { audience: 'member', personId: subject.id, email: person.email, language: subject.language } as const
      return { next: 'in', setCookies: [await openSession(portal, ledger, who, browser), forgetAttempt(portal)] }
    })
  })
}

/**
 * Enters the code of the app, or a recovery code in its place, after the mailed code was right. Each time step and each
 * recovery code works once, whoever tries.
 */
export async function enterTotp(
  portal: Portal,
  entering: Entering & { recovery?: string },
  now: Instant,
): Promise<Entered> {
  const { attempt, code, browser, recovery } = entering
  if (!(await mayTry(portal, entering, now, 'totp'))) return { fault: 'tooMany' }
  const open = await liveAttempt(portal.store.read, portal.store.t, attempt.id, now)
  if (!open?.personId || !open.codeUsedAt || open.audience !== 'staff' || open.sessionId !== null)
    return { fault: 'codeExpired' }
  const staff = await staffById(portal.store.read, portal.store.t, open.personId)
  if (!staff || staff.disabledAt !== null) return { fault: 'codeExpired' }
  const step = recovery === undefined ? stepOfSealed(portal.keys.seal, staff.totpSealed, code, now) : null

  return record(portal.store, now, unproven(attempt), async ledger => {
    if (!(await countTry(ledger, open.id, 'totp'))) return refuse(ledger, open, 'codeSpent')
    if (recovery !== undefined) {
      if (!(await spendRecoveryCode(portal, ledger, staff, recovery))) return refuse(ledger, open, 'recoveryWrong')
    } else if (step === null || !(await spendStep(ledger, staff.id, step))) return refuse(ledger, open, 'totpWrong')
    await finishAttempt(ledger, open.id)
    const who = { audience: 'staff', personId: staff.id, email: staff.email, language: staff.language } as const
    return { next: 'in', setCookies: [await openSession(portal, ledger, who, browser), forgetAttempt(portal)] }
  })
}

/** Enters a code that was asked within this session: the proof is fresh again and the session gets a new token. */
export async function enterProof(
  portal: Portal,
  visitor: MemberVisitor | StaffVisitor,
  entering: Omit<Entering, 'language' | 'browser'>,
  now: Instant,
): Promise<Proven> {
  const { attempt, code } = entering
  if (!(await mayTry(portal, entering, now))) return { fault: 'tooMany' }
  const open = await liveAttempt(portal.store.read, portal.store.t, attempt.id, now)
  if (!open || open.sessionId !== visitor.sessionId || open.codeUsedAt !== null) return { fault: 'codeExpired' }
  return record(portal.store, now, personOf(visitor).actor, async ledger => {
    const fault = await judge(portal, ledger, open, code)
    if (fault) return { fault }
    await useCode(ledger, open.id)
    await finishAttempt(ledger, open.id)
    return renewed(portal, ledger, visitor, open)
  })
}

/** Proves oneself again with the code of the app (staff who have one). */
export async function proveByTotp(
  portal: Portal,
  visitor: StaffVisitor,
  entering: { code: string; peer: string },
  now: Instant,
): Promise<Proven> {
  const staff = await staffById(portal.store.read, portal.store.t, visitor.staffId)
  if (!staff?.totpSealed) return { fault: 'codeExpired' }
  const addressTag = tagOf(portal.keys.tag, 'address', staff.email)
  if (!(await withinLimits(portal, 'totp', { addressTag, peer: entering.peer }, now))) return { fault: 'tooMany' }
  const step = stepOfSealed(portal.keys.seal, staff.totpSealed, entering.code, now)
  return record(portal.store, now, personOf(visitor).actor, async ledger => {
    if (step === null || !(await spendStep(ledger, staff.id, step))) return refuse(ledger, visitor, 'totpWrong')
    return renewed(portal, ledger, visitor, visitor)
  })
}

/** Counts the try and compares; the fault, with its entry, or null when the code is right. */
async function judge(portal: Portal, ledger: Ledger, open: Attempt, code: string): Promise<CodeFault | null> {
  const tried = await countTry(ledger, open.id, 'code')
  const right = tried !== null && sameHash(tried.codeHash, codeHash(portal.keys.tag, open.id, code))
  if (right && tried.personId !== null) return null
  return refuse(ledger, open, tried !== null && tried.tries < triesPerCode ? 'codeWrong' : 'codeSpent').fault
}

function refuse<F extends CodeFault>(ledger: Ledger, of: { audience: Attempt['audience'] }, fault: F): { fault: F } {
  ledger.entry('signIn.refused', { payload: { audience: of.audience, because: fault } })
  return { fault }
}

async function renewed(
  portal: Portal,
  ledger: Ledger,
  visitor: MemberVisitor | StaffVisitor,
  of: { audience: Attempt['audience'] },
): Promise<Proven> {
  const line = await renewSession(portal, ledger, visitor)
  return line ? { next: 'in', setCookies: [line, forgetAttempt(portal)] } : refuse(ledger, of, 'codeExpired')
}

const mayTry = (
  portal: Portal,
  { attempt, peer }: { attempt: OpenAttempt; peer: string },
  now: Instant,
  step: 'try' | 'totp' = 'try',
) => withinLimits(portal, step, { addressTag: tagOf(portal.keys.tag, 'address', attempt.address), peer }, now)

/** Until the last step is right, the log cannot know who this is. */
const unproven = (attempt: OpenAttempt): Actor => ({ kind: 'anon', ref: attemptRef(attempt.id) })
