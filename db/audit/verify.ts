/**
 * Recomputes the whole log and says `OK`, or exactly what is wrong (security/rules.md §3.6). Trusts nothing stored: every
 * entry is read by its one allowed shape, every promise, node and root is made again, every signature checked. Streams, so
 * memory stays flat; entries that are added meanwhile are left to the next run.
 */
import { asc, between } from 'drizzle-orm'
import { commitment } from '#domain/audit/commitment.ts'
import { type Entry, readEntry } from '#domain/audit/entry.ts'
import { placeOf, type Point } from '#domain/audit/epoch.ts'
import type { VerifierKey } from '#domain/audit/note.ts'
import type { Log } from '../store.ts'
import type { Known } from './known.ts'
import { measure } from './measure.ts'
import { HASH } from './nodes.ts'
import { PAGE, type Pages, pagesOf, type PayloadPage } from './pages.ts'
import { type ClosedEpoch, Fault, rolledBack, type Verdict } from './verdict.ts'
import { CheckpointCheck } from './verify-checkpoints.ts'
import { beginOf, closedAs } from './verify-epochs.ts'
import { Erasures } from './verify-erasures.ts'
import { TreeCheck } from './verify-tree.ts'

/** `key` checks the signatures; without it only the roots are. `known` are checkpoints from outside the database. */
export type Against = {
  key: VerifierKey | null
  known: readonly Known[]
  /** Called after each page of entries and waited for; what it throws ends the walk. */
  progress?: (done: number, size: number) => void | Promise<void>
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
  const epochs = await measure(store)
  const current = epochs.at(-1)!
  const later = against.known.find(known => known.epoch > current.epoch)
  if (later) throw rolledBack(later, current)
  const pages = pagesOf(store)
  const erasures = new Erasures(store)
  const total = epochs.reduce((sum, { size }) => sum + size, 0)
  const closed: ClosedEpoch[] = []
  let done = 0
  for (const log of epochs) {
    const next = epochs.find(({ epoch, size }) => epoch > log.epoch && size > 0)
    const end = next ? await beginOf(store, next.epoch) : null
    const progress = (size: number) => against.progress?.(done + size, total)
    const checkpoints = new CheckpointCheck(store, against, log, end)
    const root = (await walkEpoch(store, pages, log, { checkpoints, erasures, progress })).toString('base64')
    const whole = { ...log, root, ...checkpoints.finish() }
    done += log.size
    if (end === null) {
      await erasures.finish()
      return { result: 'OK', ...whole, closed }
    }
    closed.push(closedAs(whole, end))
  }
  throw new Error('a log has an epoch')
}

type Checks = { checkpoints: CheckpointCheck; erasures: Erasures; progress: (size: number) => void | Promise<void> }

/** Recomputes one epoch; its root. */
async function walkEpoch(store: Log, pages: Pages, log: Point, checks: Checks): Promise<Buffer> {
  const { checkpoints, erasures } = checks
  const start = placeOf(log.epoch, 0)
  const end = start + log.size
  const tree = new TreeCheck(store, start)
  await checkpoints.at(0, tree)
  for (let from = start; from < end; from += PAGE) {
    const to = Math.min(from + PAGE, end) - 1
    const page = await pages.entries(from, to)
    const texts = page.texts.split('\n')
    const ends = page.ends.split('\n')
    const payloads = await payloadsOf(store, await pages.payloads(from, to), from, to)
    for (let place = from; place <= to; place++) {
      const text = texts[place - from]
      if (!text) throw Fault.tampered(place, 'the entry is missing')
      const entry = readEntry(text, log.epoch)
      if (entry?.seq !== place - start) throw Fault.tampered(place, 'it is not a well-formed entry with this number')
      // Nothing in a well-formed entry holds a quotation mark, so each column has just one place in its end.
      const columns = ends[place - from]
      if (!columns || !text.endsWith(columns)) {
        throw Fault.tampered(place, 'the columns to search by are not those of the entry')
      }
      checkPayload(entry, place, payloads, erasures)
      tree.add(text)
      if (checkpoints.isDue(entry.seq + 1)) await checkpoints.at(entry.seq + 1, tree)
    }
    // As many rows as lines, and none of them with two.
    const count = to - from + 1
    if (page.count !== count || texts.length !== count || ends.length !== count) {
      throw Fault.tampered(from, `there are not ${count} entries up to ${to}`)
    }
    if (payloads.next < payloads.numbers.length) throw notOneToARow(from)
    await tree.compare(page)
    await checks.progress(to + 1 - start)
  }
  return tree.root()
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

function checkPayload(entry: Entry, place: number, payloads: Payloads, erasures: Erasures): void {
  if (entry.erased) erasures.add(entry.erased)
  const index = payloads.next
  if (payloads.numbers[index] !== String(place)) {
    if (entry.payload !== null) erasures.gone(place)
    return
  }
  payloads.next++
  if (entry.payload === null) throw Fault.tampered(place, 'there is a payload that the entry does not speak of')
  const salt = payloads.salts.subarray(index * HASH, (index + 1) * HASH)
  if (commitment(salt, payloads.texts[index]!) !== entry.payload) throw notPromised(place)
}
