/** The person behind a handle: who they are in the source that knows people. */
import { consentsOf } from '#db/consent-choice.ts'
import { isStranger, subjectById } from '#db/subject.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'

/**
 * Null when the person is no longer in the source (their account is gone, their requests are not), or never was: a
 * stranger's key is ours and must find nobody. Their facts hold the choices on consent that were made here as well, whether
 * the source was told of them yet or not.
 */
export async function selfOf(portal: Pick<Portal, 'store' | 'people'>, subjectId: string): Promise<Located | null> {
  const subject = await subjectById(portal.store.read, portal.store.t, subjectId)
  const self = subject && !isStranger(subject) ? await portal.people.locate({ key: subject.key }) : null
  return self && { ...self, facts: await consentsOf(portal.store.read, portal.store.t, subjectId, self.facts) }
}
