/** Filing what came in from outside: work out the term, find the person, suggest rights, and file. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { fileLetter, type IdentityFound, type Letter } from '#db/letter.ts'
import { record } from '#db/record.ts'
import { isStranger, knowStranger, subjectById } from '#db/subject.ts'
import { clockAt } from '#domain/day.ts'
import { arrival } from '#domain/intake.ts'
import { type Suggestion, suggestRights } from '#domain/intake-suggestion.ts'
import { rolesThatMay } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { words } from '../text/words.ts'
import type { Errors } from '../ui/field.tsx'
import { requireStaff } from '../who.ts'
import { acknowledge, hearersOf } from './acknowledge.ts'
import { filesIn, keepFiles, type ReadyFile } from './files.ts'
import { findPerson, type FoundPerson } from './find-person.ts'
import { stateWhy } from './letter-change.ts'
import { type NewLetter, newLetter, type Typed, typedIn } from './new-form.ts'
import { termFrom } from './term.ts'

export type NewView = {
  typed: Partial<Typed>
  errors: Errors
  /** Null: nobody was searched for; `none`: searched, and not found. */
  found: FoundPerson | 'none' | null
  /** Null: no suggestion was asked for. */
  suggested: readonly Suggestion[] | null
}

/** An empty form, at this moment; `?dag=…&tijd=…` shows the term for another. */
export function newLoader(args: LoaderFunctionArgs) {
  requireStaff(args, rolesThatMay('work'))
  const { now, csrf } = args.context
  const { searchParams } = new URL(args.request.url)
  const here = clockAt(now, zoneOf(args.context))
  const day = searchParams.get('dag') ?? here.day
  const time = searchParams.get('tijd') ?? here.time
  return { csrf, day, time, today: here.day, term: termAt(args.context, day, time) }
}

export async function newAction(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('work'))
  const { context } = args
  const typed = typedIn(await args.request.formData())
  const w = words(context.language).intake.faults
  const shown = { typed, errors: {} as Errors, found: await foundBefore(context, staff, typed), suggested: null }
  const term = termAt(context, typed.day, typed.time)

  if (typed.intent === 'calculate') {
    const arrived = arrival(typed.day, typed.time, context.now, zoneOf(context))
    const errors: Errors = 'fault' in arrived ? { [fieldOf(arrived.fault)]: w[arrived.fault] } : {}
    return json({ ...shown, errors, term }, { status: 'fault' in arrived ? 422 : 200 })
  }
  if (typed.intent === 'find') {
    if (!typed.find.trim()) return json({ ...shown, errors: { find: w.findMissing }, term }, { status: 422 })
    const found = (await findPerson(context, staff, typed.find, typed.language)) ?? ('none' as const)
    return json({ ...shown, found, term })
  }
  if (typed.intent === 'suggest') return json({ ...shown, suggested: suggestRights(typed.text), term })

  const files = filesIn(context)
  const read = newLetter(typed, 'files' in files && files.files.length > 0, context.now, zoneOf(context))
  if ('faults' in read || 'fault' in files) {
    const faults = 'faults' in read ? Object.entries(read.faults).map(([field, fault]) => [field, w[fault]]) : []
    const ofFiles = 'fault' in files ? [['files', w[files.fault]]] : []
    // A browser does not give files back: whoever chose some must do so again.
    const lost = context.uploads.files.length > 0 && !('fault' in files) ? [['files', w.filesAgain]] : []
    const errors: Errors = Object.fromEntries([...faults, ...ofFiles, ...lost])
    return json({ ...shown, errors, term }, { status: 422 })
  }
  const letter = await file(context, staff, read.letter, files.files)
  if (!letter) return json({ ...shown, errors: { find: w.personGone }, term }, { status: 422 })
  return redirect(`/werkvoorraad/bericht/${letter.id}?nieuw=1`, 303)
}

const fieldOf = (fault: string) => (/time/.test(fault) ? 'time' : 'day')
const zoneOf = ({ portal }: Context) => portal.register.controller.timeZone

function termAt(context: Context, day: string, time: string) {
  const arrived = arrival(day, time, context.now, zoneOf(context))
  return 'at' in arrived ? termFrom(arrived.at, context.now, context.portal.register.controller) : null
}

/** The page shows again whom it showed before, which is one more look. */
async function foundBefore(context: Context, staff: StaffVisitor, typed: Typed): Promise<FoundPerson | 'none' | null> {
  if (!typed.person || !typed.find.trim() || typed.intent === 'find') return null
  return (await findPerson(context, staff, typed.find, typed.language)) ?? 'none'
}

/** Files it with its files, and writes to who must know. Null when the chosen person is not there. */
async function file(
  { portal, now }: Context,
  { staffId, sessionId }: StaffVisitor,
  { person, rights, ...given }: NewLetter,
  files: readonly ReadyFile[],
): Promise<Letter | null> {
  const { store, register } = portal
  const known = person ? await subjectById(store.read, store.t, person) : null
  if (person && (!known || isStranger(known))) return null
  const letter = { ...given, filedBy: staffId, subjectId: known?.id ?? '' }
  const hearers = await hearersOf(portal, letter)
  const identity: IdentityFound | null = letter.authority
    ? { method: 'authority', note: letter.authority, by: staffId }
    : null
  return record(store, now, { kind: 'staff', ref: staffId }, async ledger => {
    const subjectId = known?.id ?? (await knowStranger(ledger, letter.language)).id
    const filed = await fileLetter(
      ledger,
      register.controller,
      { ...letter, subjectId },
      rights,
      identity,
      hearers.words,
    )
    await keepFiles(ledger, files, staffId, { letterId: filed.letter.id }, filed.requests[0]?.id)
    await acknowledge(ledger, portal, filed.requests, hearers)
    await stateWhy(ledger, sessionId, filed.requests, 'handleRequest')
    return filed.letter
  })
}
