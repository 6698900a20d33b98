/** Everybody who works here: role, how they can sign in, and when they were last seen. */
import { factorsOfAll, listStaff } from '#db/staff.ts'
import type { Portal } from '../portal.ts'

/** By address. `invited`: no way of their own to sign in yet. `lastSeen`: of the sessions that are remembered. */
export async function overviewOfStaff({ store: { read, t } }: Portal) {
  const factors = await factorsOfAll(read, t)
  return (await listStaff(read, t)).map(({ id, email, name, role, disabledAt, totpSealed, oidcSubject }) => {
    const ways = { app: totpSealed !== null, organisation: oidcSubject !== null }
    return {
      email,
      name,
      role,
      state: disabledAt ? 'closed' : ways.app || ways.organisation ? 'active' : 'invited',
      app: ways.app,
      passkeys: factors.passkeys.get(id) ?? 0,
      recoveryCodes: factors.codes.get(id) ?? 0,
      organisation: ways.organisation,
      lastSeen: factors.seen.get(id) ?? null,
    }
  })
}
