/** The steps of signing in as tests take them. */
import { readAttempt } from '#app/sign-in/attempt.ts'
import { type Asked, askCode } from '#app/sign-in/ask.ts'
import { type Entered, enterCode, enterTotp } from '#app/sign-in/enter.ts'
import { addStaff, finishSetUp, setUpOf } from '#app/sign-in/staff-account.ts'
import type { Audience, StaffRole } from '#db/schema/people.ts'
import { generateSync } from 'otplib'
import { firefox } from './agents.ts'
import { type Desk, cookieOf } from './desk.ts'

const peer = '192.0.2.1'

export const ask = (desk: Desk, address: string, audience: Audience = 'member', from = peer): Promise<Asked> =>
  askCode(desk.portal, { audience, address, language: 'nl', peer: from }, desk.now)

/** Asks and gives this browser's attempt cookie and the code that came by mail ('' when none came). */
export async function begin(desk: Desk, address: string, audience: Audience = 'member') {
  const before = await desk.letters()
  const asked = await ask(desk, address, audience)
  if (!asked.sent) throw new Error('no code was sent')
  return { cookie: cookieOf([asked.setCookie]), code: await desk.codeSince(before) }
}

export const attemptIn = (desk: Desk, cookie: string) => {
  const attempt = readAttempt(desk.portal, cookie)
  if (!attempt) throw new Error('this browser has no attempt')
  return attempt
}

const entering = (desk: Desk, cookie: string, code: string, userAgent = firefox, visitor = none) => ({
  attempt: attemptIn(desk, cookie),
  code,
  peer,
  language: 'nl' as const,
  browser: { userAgent, visitor },
})
const none = { audience: 'none' } as const

export const enter = (desk: Desk, cookie: string, code: string, userAgent = firefox): Promise<Entered> =>
  enterCode(desk.portal, entering(desk, cookie, code, userAgent), desk.now)

export const enterApp = (desk: Desk, cookie: string, code: string): Promise<Entered> =>
  enterTotp(desk.portal, entering(desk, cookie, code), desk.now)

/** Signs a member in; gives the session's Cookie header. */
export async function signIn(desk: Desk, address: string, userAgent = firefox): Promise<string> {
  const { cookie, code } = await begin(desk, address)
  return sessionOf(await enter(desk, cookie, code, userAgent))
}

export function sessionOf(entered: Entered): string {
  if (!('setCookies' in entered)) throw new Error(`not signed in: ${JSON.stringify(entered)}`)
  return cookieOf(entered.setCookies)
}

/** The code that an app would show now. */
export const appCode = (desk: Desk, secret: string): string =>
  generateSync({ secret, epoch: Math.floor(Date.parse(desk.now) / 1000) })

export const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

/** A staff member, set up and signed in. */
export async function hire(desk: Desk, email: string, role: StaffRole = 'handler') {
  const added = await addStaff(desk.portal, { email, role, name: 'Noor' }, desk.now)
  if (!('url' in added)) throw new Error(added.fault)
  const token = tokenOf(added.url)
  const setUp = await setUpOf(desk.portal, token, desk.now)
  if (!setUp) throw new Error('the set-up link does not work')
  const browser = { userAgent: firefox, visitor: none }
  const done = await finishSetUp(desk.portal, token, appCode(desk, setUp.secret), browser, desk.now)
  if (!('setCookies' in done)) throw new Error(done.fault)
  return { secret: setUp.secret, cookie: cookieOf(done.setCookies), token }
}
