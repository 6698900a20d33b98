/**
 * Recomputes the whole log and says `OK`, or exactly what is wrong (security/rules.md §3.6). Trusts nothing stored: every
 * entry is read by its one allowed shape, every promise, node and root is made again, every signature checked. Streams, so
 * memory stays flat; entries that are added meanwhile are left to the next run.
 */
import { asc, between } from 'drizzle-orm'
import { commitment } from '#domain/audit/commitment.ts'
import { type Entry, readEntry } from '#domain/audit/entry.ts'
import type { VerifierKey } from '#domain/audit/note.ts'
import type { Log } from '../store.ts'
import type { Known } from './known.ts'
import { measure } from './measure.ts'
import { HASH, PAGE, pagesOf, type PayloadPage } from './pages.ts'
import { Fault, type Verdict } from './verdict.ts'
import { CheckpointCheck } from './verify-checkpoints.ts'
import { Erasures } from './verify-erasures.ts'
import { TreeCheck } from './verify-tree.ts'

/** `key` checks the signatures; without it only the roots are. `known` are checkpoints from outside the database. */
export type Against = {
  key: VerifierKey | null
  known: readonly Known[]
  progress?: (done: number, size: number) => void
}

/**
 * Verifies everything. Read `known` before calling, so that it is not newer than the log. Never throws for what it finds,
 * only when the database itself fails.
 */
export async function verifyLog(store: Log, against: Against): Promise<Verdict> {
  try {
    return await walk(store, against)
  } catch (error) {
    if (error instanceof Fault) return error.verdict
    throw error
  }
}

async function walk(store: Log, against: Against): Promise<Verdict> {
  const size = await measure(store)
  const pages = pagesOf(store)
  const checkpoints = new CheckpointCheck(store, against, size)
  const tree = new TreeCheck(store, pages)
  const erasures = new Erasures(store)
  await checkpoints.at(0, tree)
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size) - 1
    const page = await pages.entries(from, to)
    const texts = page.texts.split('\n')
    const ends = page.ends.split('\n')
    const payloads = await payloadsOf(store, await pages.payloads(from, to), from, to)
    for (let seq = from; seq <= to; seq++) {
      const text = texts[seq - from]
      if (!text) throw Fault.tampered(seq, 'the entry is missing')
      const entry = readEntry(text)
      if (entry?.seq !== seq) throw Fault.tampered(seq, 'it is not a well-formed entry with this number')
      // Nothing in a well-formed entry holds a quotation mark, so each column has just one place in its end.
      const end = ends[seq - from]
      if (!end || !text.endsWith(end)) {
        throw Fault.tampered(seq, 'the columns to search by are not those of the entry')
      }
      checkPayload(entry, payloads, erasures)
      if (tree.add(text)) await tree.flush()
      if (checkpoints.isDue(seq + 1)) await checkpoints.at(seq + 1, tree)
    }
    // As many rows as lines, and none of them with two.
    const count = to - from + 1
    if (page.count !== count || texts.length !== count || ends.length !== count) {
      throw Fault.tampered(from, `there are not ${count} entries up to ${to}`)
    }
    if (payloads.next < payloads.numbers.length) throw notOneToARow(from)
    against.progress?.(to + 1, size)
  }
  await tree.flush(1)
  await erasures.finish()
  return { result: 'OK', size, root: tree.root().toString('base64'), ...checkpoints.finish() }
}

/** Payloads in the order of their numbers; `next` is the place of the one that was not come by yet. */
type Payloads = { numbers: readonly string[]; texts: readonly string[]; salts: Buffer; next: number }

/** @throws Fault when they are not one to a row, each with a whole salt */
async function payloadsOf(store: Log, page: PayloadPage, from: number, to: number): Promise<Payloads> {
  const { count, salts, longest } = page
  if (count === 0) return { numbers: [], texts: [], salts, next: 0 }
  const numbers = page.numbers.split(',')
  const texts = page.texts.split('\n')
  const whole = longest === HASH && salts.length === count * HASH
  if (!whole || texts.length !== count || numbers.length !== count) throw await oddPayload(store, from, to)
  return { numbers, texts, salts, next: 0 }
}

/** Which of these payloads has a salt of another length, or a line too many. */
async function oddPayload(store: Log, from: number, to: number): Promise<Fault> {
  const { auditPayload } = store.t
  const rows = await store.read
    .select()
    .from(auditPayload)
    .where(between(auditPayload.seq, from, to))
    .orderBy(asc(auditPayload.seq))
  const odd = rows.find(row => row.salt.length !== HASH || row.payload.includes('\n'))
  return odd ? notPromised(odd.seq) : notOneToARow(from)
}

const notPromised = (seq: number) => Fault.tampered(seq, 'the payload is not what the entry promised')
const notOneToARow = (from: number) => Fault.tampered(from, `the payloads from entry ${from} on are not one to a row`)

function checkPayload(entry: Entry, payloads: Payloads, erasures: Erasures): void {
  if (entry.erased) erasures.add(entry.erased)
  const place = payloads.next
  if (payloads.numbers[place] !== String(entry.seq)) {
    if (entry.payload !== null) erasures.gone(entry.seq)
    return
  }
  payloads.next++
  if (entry.payload === null) throw Fault.tampered(entry.seq, 'there is a payload that the entry does not speak of')
  const salt = payloads.salts.subarray(place * HASH, (place + 1) * HASH)
  if (commitment(salt, payloads.texts[place]!) !== entry.payload) throw notPromised(entry.seq)
}
