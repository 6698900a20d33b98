/**
 * Finding somebody in the source by their address or number, as staff do while they file a letter. Every search is in the
 * log before its answer is shown: a look at `identity` when somebody was found, a line without a person when not (T9).
 */
import { recordLook } from '#db/look.ts'
import { record } from '#db/record.ts'
import { knowSubject } from '#db/subject.ts'
import type { Language } from '#domain/language.ts'
import type { Context, StaffVisitor } from '../context.ts'

export type FoundPerson = { subjectId: string; name: string; email: string; number: string }

/** @param typed an e-mail address or a member number */
export async function findPerson(
  context: Context,
  staff: StaffVisitor,
  typed: string,
  language: Language,
): Promise<FoundPerson | null> {
  const { portal, now } = context
  const { store, people, register } = portal
  const asked = typed.trim()
  const person = asked.includes('@') ? await people.locate({ email: asked }) : await people.locate({ number: asked })
  return record(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    if (!person) {
      ledger.entry('data.looked', {
        payload: { staff: staff.staffId, role: staff.role, purpose: 'handleRequest', parts: [], found: 0 },
      })
      return null
    }
    const subject = await knowSubject(ledger, { source: register.subject.source, key: person.key, language })
    await recordLook(ledger, {
      subjectId: subject.id,
      requestId: null,
      staffId: staff.staffId,
      role: staff.role,
      purpose: 'handleRequest',
      parts: ['identity'],
    })
    return { subjectId: subject.id, name: person.displayName, email: person.email, number: person.number }
  })
}
