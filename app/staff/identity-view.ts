/** Who asks, as far as we know: the checks that were made, the doubt that stands, and the lightest check that is enough. */
import { identityChecksOf } from '#db/identity.ts'
import { isStranger, subjectById } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { gradeOf, identityKnown, standingDoubt, suggestedChecks } from '#domain/identity.ts'
import type { Context } from '../context.ts'

export type IdentityView = Awaited<ReturnType<typeof identityView>>

export async function identityView({ portal: { store } }: Pick<Context, 'portal'>, row: SubjectRequest) {
  const [checks, subject] = await Promise.all([
    identityChecksOf(store.read, store.t, row.id),
    subjectById(store.read, store.t, row.subjectId),
  ])
  const stranger = subject === null || isStranger(subject)
  const doubt = standingDoubt(row.channel, checks)
  return {
    known: identityKnown(row.channel, checks),
    /** Asked by somebody who was signed in. */
    signedIn: row.channel === 'portal',
    doubt: doubt && { note: doubt.note, at: doubt.at, by: doubt.by },
    checks: checks.map(each => ({ ...each, grade: gradeOf(each.method) })),
    suggested: suggestedChecks(row.channel, checks, { onFile: !stranger, onBehalf: false }),
    /** No source knows this person (yet). */
    stranger,
    letterId: row.letterId,
  }
}
