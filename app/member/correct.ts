/** Changing a value at once, and taking that back (RECT-01): wanted, carried out, recorded, in the same request where it can. */
import { z } from 'zod'
import { askCorrection, askUndo, correctionOf } from '#db/correction.ts'
import { isAddress } from '#db/mail.ts'
import { record } from '#db/record.ts'
import type { Instant } from '#domain/day.ts'
import { type FieldFault, readField } from '#domain/field-check.ts'
import type { Portal } from '../portal.ts'
import { withdrawWith } from '../choice/empty.ts'
import { carryOut } from './carry-out.ts'
import { askNewAddress, type By, type ConfirmFault, confirmNewAddress } from './confirm-address.ts'
import { changeable, seenOf } from './correct-view.ts'
import { openPlace } from './correct-place.ts'

/**
 * What came of it: it is so now, the source does not answer yet, or it was another value by then. `withdrawn`: with the value
 * went the consent that it rested on.
 */
export const corrected = ['saved', 'newAddress', 'later', 'undone', 'undoLate', 'notSaved', 'withdrawn'] as const
export type Corrected = (typeof corrected)[number]

/** Nothing else comes in: a field that a form of ours does not have is no field of ours (T7). */
const form = z.union([
  z.strictObject({ csrf: z.string().optional(), seen: z.string().max(64), value: z.string() }),
  z.strictObject({ csrf: z.string().optional(), seen: z.string().max(64).optional(), confirm: z.string().max(100) }),
  z.strictObject({
    csrf: z.string().optional(),
    seen: z.string().max(64).optional(),
    undo: z.string().regex(/^[\w-]{22}$/),
  }),
])

export type CorrectAnswer =
  | { result: Corrected; category: string }
  | { fault: FieldFault | { because: 'meanwhile' }; typed: string }
  | { codeFault: ConfirmFault }
  /** A code was sent to the new address. */
  | { sent: true }
  /** They must prove themselves first. */
  | { proof: true }
  /** No form of ours. */
  | { refused: true }

/**
 * @param by.proven whether they proved themselves just now; only a change that must be confirmed asks for it
 * Null when there is no such value of theirs to change.
 */
export async function correct(
  portal: Portal,
  by: By & { proven: boolean },
  sealed: string,
  sent: URLSearchParams,
  now: Instant,
): Promise<CorrectAnswer | null> {
  const { subjectId } = by
  const fields = [...sent]
  const read = form.safeParse(Object.fromEntries(fields))
  if (!read.success || fields.length !== Object.keys(read.data).length) return { refused: true }
  if ('undo' in read.data) return undo(portal, subjectId, sealed, read.data.undo, now)
  const found = await changeable(portal, subjectId, sealed, now)
  if (!found) return null
  const { column, place, mode, value: was } = found
  if ('confirm' in read.data) {
    if (mode !== 'confirm') return null
    const entered = await confirmNewAddress(portal, by, found, read.data.confirm, now)
    return 'codeFault' in entered ? entered : outcome(portal, subjectId, entered.confirmed, column)
  }
  const { value: typed, seen } = read.data
  if (seen !== seenOf(portal, was)) return { fault: { because: 'meanwhile' }, typed }
  const wanted = readField(column, typed, was, await phones(column))
  if ('fault' in wanted) return { fault: wanted.fault, typed }
  if (mode === 'confirm') {
    if (!isAddress(String(wanted.value))) return { fault: { because: 'email' }, typed }
    return by.proven ? askNewAddress(portal, by, found, String(wanted.value), now) : { proof: true }
  }
  // Emptying what rests on consent takes that consent back (AMB-04), and the number goes everywhere, copies too.
  if (wanted.value === null && (await withdrawWith(portal, by, place, column, now)))
    return { result: 'withdrawn', category: column.category }
  const asked = await record(portal.store, now, { kind: 'member', ref: subjectId }, ledger =>
    askCorrection(ledger, { ...place, subjectId, mode, was, wanted: wanted.value, dueAt: now }),
  )
  await carryOut(portal, asked.id)
  return outcome(portal, subjectId, asked.id, column)
}

async function outcome(portal: Portal, subjectId: string, id: string, { category }: { category: string }) {
  const row = await correctionOf(portal.store.read, portal.store.t, subjectId, id)
  const saved: Corrected = row?.mode === 'confirm' ? 'newAddress' : 'saved'
  const result: Corrected = row?.appliedAt ? saved : row?.trouble ? 'notSaved' : 'later'
  return { result, category }
}

async function undo(portal: Portal, subjectId: string, sealed: string, id: string, now: Instant) {
  const place = openPlace(portal, subjectId, sealed)
  const row = place && (await correctionOf(portal.store.read, portal.store.t, subjectId, id))
  if (!place || !row || row.key !== place.key || row.table !== place.table || row.column !== place.column) return null
  const column = portal.register.sources
    .find(each => each.id === place.source)
    ?.tables.find(each => each.id === place.table)
    ?.columns.find(each => each.id === place.column)
  if (!column) return null
  const asked = await record(portal.store, now, { kind: 'member', ref: subjectId }, ledger =>
    askUndo(ledger, subjectId, id),
  )
  if (asked) await carryOut(portal, id)
  const after = await correctionOf(portal.store.read, portal.store.t, subjectId, id)
  const result: Corrected = after?.undoneAt
    ? 'undone'
    : after?.trouble
      ? 'notSaved'
      : after?.dueAt
        ? 'later'
        : 'undoLate'
  return { result, category: column.category }
}

/** The plans of phone numbers are large: they are read when somebody types one. */
async function phones({ check }: { check?: { format?: string } }): Promise<(text: string) => boolean> {
  if (check?.format !== 'phone') return () => false
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min')
  return text => parsePhoneNumberFromString(text, 'NL')?.isValid() ?? false
}
