/** Who asks: from the session cookie to a visitor, in one query of the store. */
import { touchSession, sessionByToken } from '#db/session.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Visitor } from '../context.ts'
import { readCookie } from '../cookies.ts'
import type { Portal } from '../portal.ts'
import { tokenHash } from './code.ts'
import { sessionLimits } from './session.ts'

/** How often "last used" is written down, in seconds. */
const touchEvery = 60
/** How long a name read from the source is used again, in seconds, and for how many people. */
const nameSeconds = 60
const namesKept = 10_000

const nobody: Visitor = { audience: 'none' }

/** Per portal, so that two of them in one process share nothing. */
const names = new WeakMap<Portal, Map<string, { name: string; until: Instant }>>()

/** The visitor that this Cookie header belongs to; nobody when the session ended, lay idle or its person is gone. */
export async function visitorOf(portal: Portal, cookieHeader: string | null, now: Instant): Promise<Visitor> {
  const token = readCookie(portal.config, cookieHeader, 'session')
  const found = token ? await sessionByToken(portal.store.read, portal.store.t, tokenHash(token), now) : null
  if (!found) return nobody
  const { session, subject, staff } = found
  if (session.seenAt <= later(now, -sessionLimits[session.audience].idle)) return nobody

  const shared = { sessionId: session.id, provenAt: session.provenAt }
  if (staff) {
    await touch(portal, session, now)
    const { id, role, name, language, theme, shortcuts } = staff
    return { audience: 'staff', staffId: id, role, name, language, theme, shortcuts, ...shared }
  }
  const displayName = subject && (await nameOf(portal, subject, now))
  if (!subject || displayName === null) return nobody
  await touch(portal, session, now)
  return {
    audience: 'member',
    subjectId: subject.id,
    displayName,
    language: subject.language,
    theme: subject.theme,
    ...shared,
  }
}

/** A person's name from the source, at most a minute old; null when the source knows them no more, and then they are signed out. */
export async function nameOf(
  portal: Portal,
  subject: { id: string; key: string },
  now: Instant,
): Promise<string | null> {
  const kept = names.get(portal) ?? new Map<string, { name: string; until: Instant }>()
  names.set(portal, kept)
  const known = kept.get(subject.id)
  if (known && known.until > now) return known.name
  const person = await portal.people.locate({ key: subject.key })
  kept.delete(subject.id)
  if (!person) return null
  if (kept.size >= namesKept) kept.clear()
  kept.set(subject.id, { name: person.displayName, until: later(now, nameSeconds) })
  return person.displayName
}

/** A full disk must not turn readers away: then "last used" stays as it was. */
async function touch(portal: Portal, session: { id: string; seenAt: Instant }, now: Instant): Promise<void> {
  if (session.seenAt > later(now, -touchEvery)) return
  try {
    await touchSession(portal.store, session.id, now)
  } catch (error) {
    portal.log.warn({ err: error }, 'a session could not be marked as used')
  }
}
