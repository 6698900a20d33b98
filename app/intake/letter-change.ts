/** What staff can change about a letter that came in: its person, one more right, its files, and what repeats it. */
import { z } from 'zod'
import { type Letter, linkPerson, requestsIn, splitOff } from '#db/letter.ts'
import { statePurpose } from '#db/look.ts'
import { filesOfLetters, removeFile } from '#db/received-file.ts'
import { type Ledger, record } from '#db/record.ts'
import { addNote } from '#db/request-note.ts'
import { isStranger, subjectById } from '#db/subject.ts'
import { isHandle } from '#domain/handle.ts'
import { longestReason } from '#domain/intake.ts'
import { type LookPurpose, lookPurposes } from '#domain/look-purpose.ts'
import { rights } from '#domain/right.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { tellPerson, warnPerson } from '../post/tell.ts'
import { words } from '../text/words.ts'
import { hearersOf } from './acknowledge.ts'
import { filesIn, keepFiles } from './files.ts'
import { findPerson, type FoundPerson } from './find-person.ts'
import { personKnown } from './letter-view.ts'
import { changeRepeats } from './repeats.ts'

/** Most files of one letter. */
const mostOfLetter = 20

const text = z.string().max(longestReason).catch('')
const change = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('look'), purpose: z.enum(lookPurposes).nullable().catch(null) }),
  z.object({ intent: z.literal('find'), find: text }),
  z.object({ intent: z.literal('link'), person: text, find: text, reason: text }),
  z.object({ intent: z.literal('split'), right: z.enum(rights) }),
  z.object({ intent: z.literal('add') }),
  z.object({ intent: z.literal('remove'), file: text }),
  z.object({ intent: z.literal('merge'), request: text, with: text }),
  z.object({ intent: z.literal('unmerge'), request: text }),
])

type Fault = 'whyMissing' | keyof ReturnType<typeof words>['intake']['faults']
/** Not done: why, at which field; or what was found, to go on with. */
export type Refused = {
  field: string
  because: Fault | null
  typed: { find?: string; reason?: string }
  found: FoundPerson | null
}

const no = (
  field: string,
  because: Fault,
  typed: Refused['typed'] = {},
  found: FoundPerson | null = null,
): Refused => ({
  field,
  because,
  typed,
  found,
})

/** Makes the change; null when it is done. */
export async function changeLetter(
  context: Context,
  staff: StaffVisitor,
  letter: Letter,
  form: FormData,
): Promise<Refused | null> {
  const wanted = change.safeParse(Object.fromEntries(form))
  if (!wanted.success) throw missing()
  const { data } = wanted
  const { portal, now } = context
  const { store, register } = portal
  const actor = { kind: 'staff', ref: staff.staffId } as const
  const requests = await requestsIn(store.read, store.t, letter.id)
  const trail = requests[0]?.id
  if (!may(staff.role, data.intent === 'look' ? 'seeData' : 'work')) throw missing()
  switch (data.intent) {
    case 'look': {
      const { purpose } = data
      if (!purpose) return no('purpose', 'whyMissing')
      await record(store, now, actor, ledger => stateWhy(ledger, staff.sessionId, requests, purpose))
      return null
    }
    case 'find': {
      if (!data.find.trim()) return no('find', 'findMissing')
      const found = await findPerson(context, staff, data.find, letter.language)
      if (!found) return no('find', 'nobodyFound', { find: data.find })
      return { field: 'find', because: null, typed: { find: data.find }, found }
    }
    case 'link':
      return link(context, staff, letter, data)
    case 'split': {
      const hearers = await hearersOf(portal, letter)
      const made = await record(store, now, actor, async ledger => {
        const request = await splitOff(ledger, register.controller, letter, data.right, hearers.words)
        if (!request) return ledger.decline(null)
        await tellPerson(ledger, portal, request.id, hearers.to, { kind: 'requestSubmitted' })
        return request
      })
      return made ? null : no('right', 'rightThere')
    }
    case 'add': {
      const files = filesIn(context)
      if ('fault' in files) return no('files', files.fault)
      if (files.files.length === 0) return no('files', 'filesMissing')
      const there = await filesOfLetters(store.read, store.t, [letter.id])
      if (there.length + files.files.length > mostOfLetter) return no('files', 'fullLetter')
      await record(store, now, actor, ledger =>
        keepFiles(ledger, files.files, staff.staffId, { letterId: letter.id }, trail),
      )
      return null
    }
    case 'remove': {
      const there = await filesOfLetters(store.read, store.t, [letter.id])
      if (!there.some(file => file.id === data.file)) return no('files', 'fileGone')
      const gone = await record(store, now, actor, async ledger =>
        (await removeFile(ledger, data.file, trail)) ? true : ledger.decline(false),
      )
      return gone ? null : no('files', 'fileGone')
    }
    case 'merge':
    case 'unmerge': {
      const fault = await changeRepeats(context, staff, {
        reference: data.request,
        with: data.intent === 'merge' ? data.with : null,
      })
      return fault ? no('dubbel', fault) : null
    }
  }
}

/** Why it is opened holds for every request in it. */
export async function stateWhy(
  ledger: Ledger,
  sessionId: string,
  requests: readonly { id: string }[],
  purpose: LookPurpose,
): Promise<void> {
  for (const { id } of requests) await statePurpose(ledger, { sessionId, requestId: id, purpose })
}

/** Links to a person: when it was established who asks, or with a reason that the person can read (ID-01, 5(2)). */
async function link(
  context: Context,
  staff: StaffVisitor,
  letter: Letter,
  { person, find, reason }: { person: string; find: string; reason: string },
): Promise<Refused | null> {
  const { portal, now } = context
  const { store, register } = portal
  const subject = isHandle(person) ? await subjectById(store.read, store.t, person) : null
  if (!subject) return no('find', 'personGone')
  const found = isStranger(subject) || !find ? null : await findPerson(context, staff, find, letter.language)
  const why = reason.trim()
  if (!why && !(await personKnown(context, letter))) return no('reason', 'reasonMissing', { find, reason }, found)
  const { onFile, words: foundBy } = await hearersOf(portal, { ...letter, subjectId: subject.id })
  const requests = await requestsIn(store.read, store.t, letter.id)
  const [first] = requests
  const fault = await record(store, now, { kind: 'staff', ref: staff.staffId }, async ledger => {
    const refused = await linkPerson(ledger, register.controller, letter, subject.id, foundBy)
    if (refused) return ledger.decline(refused)
    if (why) {
      const note = words(letter.language).intake.letter.linkNote(why)
      for (const { id } of requests) await addNote(ledger, { requestId: id, staffId: staff.staffId, text: note })
    }
    // What was filed for a stranger was acknowledged to the address that they gave: now its owner hears of it.
    if (first && onFile && onFile.toLowerCase() !== letter.email.toLowerCase()) {
      await warnPerson(ledger, portal, first.id, { language: subject.language, emails: [onFile] }, now)
    }
    return null
  })
  return fault ? no('find', fault, { find, reason }, found) : null
}
