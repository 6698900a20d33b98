/** What staff see of one letter that came in: whom it is from, its text and files, and the requests in it. */
import { identityChecksOf } from '#db/identity.ts'
import { type Letter, letterById, requestsIn } from '#db/letter.ts'
import { recordLook, statedPurpose } from '#db/look.ts'
import { filesOfLetters } from '#db/received-file.ts'
import { record } from '#db/record.ts'
import { staffNames } from '#db/staff.ts'
import { dayOf } from '#domain/day.ts'
import { isHandle } from '#domain/handle.ts'
import { identityKnown } from '#domain/identity.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { selfOf } from '../member/self.ts'
import { repeatsView } from './repeats.ts'

/** The letter that the address names; anything else is not found. */
export async function letterHere({ portal: { store } }: Context, id: string | undefined): Promise<Letter> {
  const letter = id && isHandle(id) ? await letterById(store.read, store.t, id) : null
  if (!letter) throw missing()
  return letter
}

export async function letterView(context: Context, staff: StaffVisitor, letter: Letter) {
  const { store, register } = context.portal
  const requests = await requestsIn(store.read, store.t, letter.id)
  const repeats = await Promise.all(requests.map(request => repeatsView(context, request)))
  return {
    id: letter.id,
    channel: letter.channel,
    arrivedAt: letter.arrivedAt,
    arrivedDay: dayOf(letter.arrivedAt, register.controller.timeZone),
    requests: requests.map(({ reference, right, need, answerBy, closedAt }) => ({
      reference,
      right,
      need,
      answerBy,
      closed: closedAt !== null,
    })),
    repeats: repeats.flatMap(each => (each ? [each] : [])),
    mayWork: may(staff.role, 'work'),
    content: await contentOf(context, staff, letter, requests[0]?.id ?? null),
  }
}
export type LetterView = Awaited<ReturnType<typeof letterView>>
export type LetterContent = NonNullable<LetterView['content']>

/** What it says and whose it is: null until this session said why it is opened; then a look, recorded first (T9). */
async function contentOf(context: Context, staff: StaffVisitor, letter: Letter, requestId: string | null) {
  const { portal, now } = context
  const { store } = portal
  const purpose = requestId && (await statedPurpose(store.read, store.t, staff.sessionId, requestId))
  if (!purpose) return null
  await record(store, now, { kind: 'staff', ref: staff.staffId }, ledger =>
    recordLook(ledger, {
      subjectId: letter.subjectId,
      requestId,
      staffId: staff.staffId,
      role: staff.role,
      purpose,
      parts: ['identity'],
    }),
  )
  const [self, files, names, known] = await Promise.all([
    selfOf(portal, letter.subjectId),
    filesOfLetters(store.read, store.t, [letter.id]),
    staffNames(store.read, store.t, letter.filedBy ? [letter.filedBy] : []),
    personKnown(context, letter),
  ])
  return {
    filedAt: letter.filedAt,
    filedBy: letter.filedBy && (names.get(letter.filedBy) ?? ''),
    person: self && { name: self.displayName, number: self.number },
    name: letter.name,
    email: letter.email,
    address: letter.address,
    onBehalf: letter.onBehalf,
    behalfName: letter.behalfName,
    authority: letter.authority,
    text: letter.text,
    files: files.map(({ id, name, bytes, at }) => ({ id, name, bytes, at })),
    /** Linking then needs no reason. */
    identityKnown: known,
  }
}

/** Whether it was established who asks, for every request in the letter. */
export async function personKnown({ portal: { store } }: Context, letter: Letter): Promise<boolean> {
  const requests = await requestsIn(store.read, store.t, letter.id)
  const known = await Promise.all(
    requests.map(async ({ id, channel }) => identityKnown(channel, await identityChecksOf(store.read, store.t, id))),
  )
  return known.length > 0 && known.every(Boolean)
}
