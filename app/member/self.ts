/** The person behind a handle: who they are in the source that knows people. */
import { isStranger, subjectById } from '#db/subject.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'

/**
 * Null when the person is no longer in the source (their account is gone, their requests are not), or never was: a
 * stranger's key is ours and must find nobody.
 */
export async function selfOf(portal: Pick<Portal, 'store' | 'people'>, subjectId: string): Promise<Located | null> {
  const subject = await subjectById(portal.store.read, portal.store.t, subjectId)
  return subject && !isStranger(subject) ? portal.people.locate({ key: subject.key }) : null
}
