/**
 * Somebody without an account follows their request: its number and the address that they gave, a code to that address,
 * and then a page of that one request for the length of the visit. Nobody is signed in, and no mail has a link to it.
 */
import { letterById } from '#db/letter.ts'
import type { Attempt } from '#db/sign-in.ts'
import { isStranger, subjectById } from '#db/subject.ts'
import { requestByReference, type SubjectRequest } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import { plainEmail } from '#domain/intake.ts'
import type { Portal } from '../portal.ts'
import { provenRecently } from '../who.ts'
import { provenVisit, readVisit, type Visit } from './visit.ts'

export type Following = { visit: Visit & { reference: string }; attempt: Attempt }

/** The visit when its code was right and it is one to follow a request; else null. */
export async function followingVisit(portal: Portal, cookies: string | null, now: Instant): Promise<Following | null> {
  const visit = readVisit(portal, cookies)
  const attempt = await provenVisit(portal, visit, now)
  return visit?.reference && attempt ? { visit: { ...visit, reference: visit.reference }, attempt } : null
}

/**
 * The request that they may see: of somebody whom no source knows, when the code went to the address in their own letter;
 * of somebody known, when it went to the address on file, whatever address was given. Null is one answer for every other
 * case: not there, somebody else's, another address.
 */
export async function followed(portal: Portal, { visit, attempt }: Following): Promise<SubjectRequest | null> {
  const { read, t } = portal.store
  const row = await requestByReference(read, t, visit.reference)
  const subject = row && (await subjectById(read, t, row.subjectId))
  if (!row || !subject) return null
  if (!isStranger(subject)) {
    const known = subject.source === portal.register.subject.source && attempt.personId === subject.key
    return known ? row : null
  }
  const letter = row.letterId ? await letterById(read, t, row.letterId) : null
  return letter?.email && plainEmail(letter.email) === plainEmail(visit.address) ? row : null
}

/** Taking data out asks for a code of the last minutes, as it does of who is signed in (T2). */
export const freshlyProven = ({ attempt }: Following, now: Instant): boolean =>
  attempt.codeUsedAt !== null && provenRecently(attempt.codeUsedAt, now)
