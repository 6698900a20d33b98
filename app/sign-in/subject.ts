/** From a handle to the person: who they are is asked of the source each time, never copied. */
import { subjectById } from '#db/subject.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'

/** The person behind a subject's handle, or null when the source knows them no more. */
export async function personBehind(portal: Portal, subjectId: string): Promise<Located | null> {
  const subject = await subjectById(portal.store.read, portal.store.t, subjectId)
  return subject && portal.people.locate({ key: subject.key })
}
