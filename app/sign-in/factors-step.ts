/** What staff sign in with besides mail and app: their passkeys and recovery codes, on their settings page. */
import { json, redirect } from '@remix-run/node'
import { mostPasskeys, passkeysOf } from '#db/passkey.ts'
import { recoveryCodesLeft } from '#db/recovery-code.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { longDay, moment } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { requireFreshProof } from '../who.ts'
import { dayOf } from '#domain/day.ts'
import { readForm } from './form.ts'
import { dropPasskey, keepPasskey, longestPasskeyName } from './passkey.ts'
import { makeRecoveryCodes } from './recovery.ts'
import { relyingParty } from './relying-party.ts'

/** What was just done, as the address says it. */
const done = ['passkeyAdded', 'passkeyRemoved'] as const

export async function factorsView(request: Request, { portal, language }: Context, staff: StaffVisitor) {
  const { read, t } = portal.store
  const party = relyingParty(portal.config)
  const passkeys = await passkeysOf(read, t, staff.staffId)
  const { timeZone } = portal.register.controller
  return {
    done: done.find(word => word === new URL(request.url).searchParams.get('sleutel')) ?? null,
    host: party?.id ?? null,
    /** Where passkeys work, when that is not the address people type. */
    elsewhere: party && party.id !== new URL(portal.config.baseUrl).hostname ? (party.origins[0] ?? null) : null,
    full: passkeys.length >= mostPasskeys,
    passkeys: passkeys.map(({ id, name, createdAt, usedAt }) => ({
      id,
      name,
      added: longDay(dayOf(createdAt, timeZone), language),
      used: usedAt && moment(usedAt, language),
    })),
    codesLeft: await recoveryCodesLeft(read, t, staff.staffId),
  }
}

/** Makes the change that one of these forms asks for, after a fresh proof; null when it is another form. */
export async function changeFactors(args: { request: Request; context: Context }, staff: StaffVisitor) {
  const { request, context } = args
  const { portal, now, language } = context
  const { intent, name: typed, id, passkey } = await readForm(request.clone())
  const here = '/medewerkers/instellingen'
  const w = words(language)
  if (intent === 'recovery') {
    requireFreshProof(args)
    // The one page that answers a form itself: these codes are nowhere else, so no other page could show them.
    const codes = await makeRecoveryCodes(portal, staff, now)
    const whose = w.passkey.recovery.whose(staff.name, new URL(portal.config.baseUrl).host, moment(now, language))
    return json({ codes, whose, errors: null, typed: '' })
  }
  if (intent === 'removePasskey') {
    requireFreshProof(args)
    const gone = await dropPasskey(portal, staff, id, now)
    return redirect(gone ? `${here}?sleutel=passkeyRemoved` : here, 303)
  }
  if (intent !== 'addPasskey') return null
  const name = typed.replace(/\p{C}+/gu, ' ').trim()
  const wrong = (sentence: string) =>
    json({ codes: null, whose: '', errors: { name: sentence }, typed }, { status: 422 })
  if (!name) return wrong(w.passkey.nameMissing)
  if (name.length > longestPasskeyName) return wrong(w.passkey.nameLong)
  requireFreshProof(args)
  const refused = await keepPasskey(
    portal,
    staff,
    { name, response: passkey, cookies: request.headers.get('cookie') },
    now,
  )
  if (refused) return wrong(w.signin.faults[refused.fault])
  return redirect(`${here}?sleutel=passkeyAdded`, 303)
}
