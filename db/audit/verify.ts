/**
 * Recomputes the whole log and says `OK`, or exactly what is wrong (security/rules.md §3.6). Trusts nothing stored: every
 * entry is read by its one allowed shape, every promise, node and root is made again, every signature checked. Streams, so
 * memory stays flat; entries that are added meanwhile are left to the next run.
 */
import { commitment } from '#domain/audit/commitment.ts'
import { type Entry, readEntry } from '#domain/audit/entry.ts'
import { leafHex } from '#domain/audit/merkle.ts'
import type { VerifierKey } from '#domain/audit/note.ts'
import type { Log } from '../store.ts'
import type { Known } from './known.ts'
import { measure } from './measure.ts'
import { entryPage, PAGE, type Page, payloadPage } from './pages.ts'
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
  const checkpoints = new CheckpointCheck(store, against, size)
  const tree = new TreeCheck(store)
  const erasures = new Erasures(store)
  await checkpoints.at(0, tree)
  for (let from = 0; from < size; from += PAGE) {
    const to = Math.min(from + PAGE, size) - 1
    const page = await entryPage(store, from, to)
    const lines = page.text.split('\n')
    const payloads = bySeq(await payloadPage(store, from, to), from)
    for (let seq = from; seq <= to; seq++) {
      const line = lines[seq - from]
      if (!line) throw Fault.tampered(seq, 'the entry is missing')
      const text = line.slice(line.indexOf('{'))
      const entry = readEntry(text)
      if (entry?.seq !== seq) throw Fault.tampered(seq, 'it is not a well-formed entry with this number')
      const request = entry.request === null ? '-' : `=${entry.request}`
      if (line !== `${seq} ${entry.type} ${request} ${entry.ts} ${text}`) {
        throw Fault.tampered(seq, 'the columns to search by are not those of the entry')
      }
      checkPayload(entry, payloads.get(seq), erasures)
      if (tree.add(leafHex(text))) await tree.flush()
      if (checkpoints.isDue(seq + 1)) await checkpoints.at(seq + 1, tree)
    }
    if (page.count !== to - from + 1) throw Fault.tampered(from, `there are not ${to - from + 1} entries up to ${to}`)
    against.progress?.(to + 1, size)
  }
  await tree.flush(1)
  await erasures.finish()
  return { result: 'OK', size, root: tree.root().toString('base64'), ...checkpoints.finish() }
}

/** Salt and payload by number. */
function bySeq(page: Page, from: number): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  if (page.count === 0) return found
  for (const line of page.text.split('\n')) {
    const space = line.indexOf(' ')
    found.set(Number(line.slice(0, space)), line.slice(space + 1))
  }
  if (found.size !== page.count) throw Fault.tampered(from, `the payloads from entry ${from} on are not one to a row`)
  return found
}

/** A salt is 64 digits, then a space, then the payload. */
const SALT_DIGITS = 64

function checkPayload(entry: Entry, held: string | undefined, erasures: Erasures): void {
  if (entry.erased) erasures.add(entry.erased)
  if (held === undefined) {
    if (entry.payload !== null) erasures.gone(entry.seq)
    return
  }
  if (entry.payload === null) throw Fault.tampered(entry.seq, 'there is a payload that the entry does not speak of')
  const salt = Buffer.from(held.slice(0, SALT_DIGITS), 'hex')
  if (held[SALT_DIGITS] !== ' ' || commitment(salt, held.slice(SALT_DIGITS + 1)) !== entry.payload) {
    throw Fault.tampered(entry.seq, 'the payload is not what the entry promised')
  }
}
