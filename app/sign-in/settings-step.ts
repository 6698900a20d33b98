/** Settings of whoever is signed in: what the page shows, and ending sessions. Language and theme go to `/voorkeuren`. */
import { redirect } from '@remix-run/node'
import type { Context, MemberVisitor, StaffVisitor } from '../context.ts'
import { moment, recently } from '../text/dates.ts'
import { deviceName } from './device.ts'
import { readForm } from './form.ts'
import { devicesOf, endDevice, signOutEverywhere } from './session.ts'
import { signInPages } from './way.ts'

/** What was just done, as the address says it. */
const done = ['opgeslagen', 'uitgelogd'] as const

export async function settingsView(request: Request, context: Context, visitor: MemberVisitor | StaffVisitor) {
  const { portal, csrf, language, theme, now } = context
  const { pathname, searchParams } = new URL(request.url)
  const devices = await devicesOf(portal, visitor, now)
  return {
    csrf,
    language,
    theme,
    path: pathname,
    done: done.find(word => word === searchParams.get('gedaan')) ?? null,
    devices: devices.map(device => ({
      id: device.id,
      here: device.id === visitor.sessionId,
      name: deviceName(device.device, language),
      since: moment(device.createdAt, language),
      seen: recently(device.seenAt, now, language),
    })),
  }
}

/** `end`: one of my devices. `everywhere`: all of them, this one too. */
export async function settingsChange(request: Request, context: Context, visitor: MemberVisitor | StaffVisitor) {
  const { portal, now, setCookies } = context
  const { intent, session } = await readForm(request)
  const here = new URL(request.url).pathname
  if (intent === 'everywhere') {
    setCookies.push(...(await signOutEverywhere(portal, visitor, now)))
    return redirect(signInPages[visitor.audience].email, 303)
  }
  const ended = intent === 'end' && session !== visitor.sessionId && (await endDevice(portal, visitor, session, now))
  return redirect(ended ? `${here}?gedaan=uitgelogd` : here, 303)
}
