/** What would happen if staff asked the person something now: whether the clock would stop, said beforehand (TIME-11, TIME-12). */
import { partsOf, exportsOf } from '#db/export.ts'
import { isStranger, subjectById } from '#db/subject.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { holidays } from '#domain/holidays.ts'
import { type BeforeAsking, isLateFollowUp, kindOfQuestion, largeFrom } from '#domain/question.ts'
import type { Context } from '../context.ts'
import { countsOf } from '../member/living-record.ts'
import type { ClockView } from './clock-view.ts'
import type { IdentityView } from './identity-view.ts'

export type About = 'identity' | 'clarify'

/** The facts that decide whether a question about this stops the clock, as they are now. */
export async function beforeAsking(
  context: Context,
  row: SubjectRequest,
  about: About,
  given: { clock: Pick<ClockView, 'pauses' | 'today'>; identity: Pick<IdentityView, 'signedIn' | 'doubt'> },
): Promise<Omit<BeforeAsking, 'prompt'>> {
  return {
    kind: about,
    right: row.right,
    authenticated: given.identity.signedIn,
    doubt: given.identity.doubt?.note ?? null,
    held: about === 'clarify' && row.right === 'access' ? await heldCount(context, row) : null,
    pauses: given.clock.pauses,
    today: given.clock.today,
  }
}

export async function questionView(context: Context, row: SubjectRequest, clock: ClockView, identity: IdentityView) {
  if (row.answeredAt || row.closedAt || row.mergedInto) return null
  const given = { clock, identity }
  const free = holidays(context.portal.register.controller.holidays)
  const [who, what] = await Promise.all([
    beforeAsking(context, row, 'identity', given),
    row.right === 'access' ? beforeAsking(context, row, 'clarify', given) : null,
  ])
  const asked = (before: Omit<BeforeAsking, 'prompt'>) => kindOfQuestion({ ...before, prompt: true }, free)
  return {
    identity: {
      kind: asked(who),
      /** A question about who asks needs its doubt on record; only who signed in may be asked without, and then in vain. */
      needsDoubt: !identity.signedIn && identity.doubt === null,
    },
    clarify: what && { kind: asked(what), held: what.held, largeFrom },
    lateFollowUp: isLateFollowUp(clock.pauses, clock.today, free),
  }
}

/**
 * How many records are held about the person: what the newest search found, else counted in the sources now. Null when
 * nobody can say. A count is no look: nothing of the records is read.
 */
async function heldCount({ portal }: Context, row: SubjectRequest): Promise<number | null> {
  const { store } = portal
  const job = (await exportsOf(store.read, store.t, row.id)).find(each => each.builtAt)
  if (job) return (await partsOf(store.read, store.t, job.id)).reduce((sum, part) => sum + part.found, 0)
  const subject = await subjectById(store.read, store.t, row.subjectId)
  if (!subject || isStranger(subject)) return null
  const self = await portal.people.locate({ key: subject.key })
  const counts = self && [...(await countsOf(portal, self)).values()]
  return counts && counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)
}
