/** Filing what somebody without an account asked: with the proof of their address, known to a source or not. */
import { fileLetter } from '#db/letter.ts'
import { record } from '#db/record.ts'
import { type Attempt, finishAttempt } from '#db/sign-in.ts'
import { knowStranger, knowSubject, subjectByKey } from '#db/subject.ts'
import type { Right } from '#domain/right.ts'
import type { Context } from '../context.ts'
import { acknowledge, hearersOf } from '../intake/acknowledge.ts'
import { keepFiles, type ReadyFile } from '../intake/files.ts'
import { tagOf } from '../sign-in/code.ts'
import { withinLimits } from '../sign-in/limits.ts'
import { onTheBeat } from '../sign-in/pace.ts'
import { type Visit, visitorActor } from './visit.ts'

export type Asked = { name: string; address: string; text: string; rights: readonly Right[] }

/**
 * The filed letter's id; `used` when this visit's form was sent before. A code to an address that we had already is a
 * proof; one to an address that they gave says only who reads that mailbox (`domain/identity.ts`).
 */
export function fileForm(
  { portal, peer, language, now }: Context,
  visit: Visit,
  attempt: Attempt,
  asked: Asked,
  files: readonly ReadyFile[],
): Promise<{ letter: string } | 'used' | 'tooMany'> {
  return onTheBeat(async () => {
    const addressTag = tagOf(portal.keys.tag, 'address', visit.address)
    if (!(await withinLimits(portal, 'file', { addressTag, peer }, now))) return 'tooMany'
    const { store, register, people } = portal
    const { source } = register.subject
    const person = attempt.personId ? await people.locate({ key: attempt.personId }) : null
    const known = await subjectByKey(store.read, store.t, source, person?.key ?? '')
    const { rights, ...written } = asked
    const letter = {
      ...written,
      channel: 'form',
      arrivedAt: now,
      filedBy: null,
      subjectId: known?.id ?? '',
      email: person?.email ?? visit.address,
      language,
      onBehalf: null,
      behalfName: null,
      authority: null,
    } as const
    const hearers = await hearersOf(portal, letter)
    return record(store, now, visitorActor(visit), async ledger => {
      if (!(await finishAttempt(ledger, attempt.id))) return ledger.decline('used' as const)
      const subject = person
        ? await knowSubject(ledger, { source, key: person.key, language })
        : await knowStranger(ledger, language)
      const filed = await fileLetter(
        ledger,
        register.controller,
        { ...letter, subjectId: subject.id },
        rights,
        { method: person ? 'codeOnFile' : 'codeGiven', note: '', by: null },
        hearers.words,
      )
      await keepFiles(ledger, files, null, { letterId: filed.letter.id }, filed.requests[0]?.id)
      await acknowledge(ledger, portal, filed.requests, hearers)
      return { letter: filed.letter.id }
    })
  })
}
