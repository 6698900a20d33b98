/** What the logbook page shows: one page of entries in plain sentences, the check of the whole log, and the alarms. */
import { type LogCheck, newestCheck } from '#db/audit/check.ts'
import { type LogLine, searchLog } from '#db/audit/search.ts'
import { referencesOf } from '#db/subject-request.ts'
import { entryName } from '#domain/audit/epoch.ts'
import type { Instant } from '#domain/day.ts'
import type { Context, StaffVisitor } from '../context.ts'
import type { Portal } from '../portal.ts'
import { type AskedLog, logAddress, logAddressOf, readAsked } from './log-asked.ts'

/** Common filters; each is a line of search. */
const chips = {
  all: '',
  alarm: 'actie:alarm',
  looked: 'actie:bekeken',
  decided: 'actie:besluit',
  refused: 'actie:geweigerd',
  team: 'actie:team',
  log: 'actie:logboek',
  mine: 'actor:mij',
  today: 'datum:vandaag',
} as const

/** Entries on one page. */
const pageSize = 50

export type ShownLine = {
  /** The entry's number, as its address has it. */
  name: string
  type: LogLine['type']
  at: Instant
  actor: LogLine['actor']['kind']
  /** A colleague's name, or the word of a part of the program; null for a member, and for who is not known. */
  who: string | null
  ref: string
  reference: string | null
  shortHash: string
}

export async function logView(context: Context, staff: StaffVisitor, search: URLSearchParams) {
  const { portal, now } = context
  const { store } = portal
  const asked = await readAsked(context, staff, search.get('q') ?? '')
  const from = search.get('vanaf')
  const nothing = { lines: [], previous: null, next: null, lookedUntil: null }
  const [page, check] = await Promise.all([
    asked.wrong ? nothing : searchLog(store, asked.filter, { from, size: pageSize }),
    newestCheck(store.read, store.t, now),
  ])
  return {
    typed: asked.typed,
    wrong: asked.wrong,
    filtered: asked.query.terms.length > 0,
    lines: await shown(portal, asked, page.lines),
    previous: page.previous && logAddress(asked.query, page.previous),
    next: page.next && logAddress(asked.query, page.next),
    first: from ? logAddress(asked.query) : null,
    lookedUntil: page.lookedUntil,
    here: logAddress(asked.query, from),
    now,
    chips: (Object.keys(chips) as (keyof typeof chips)[]).map(chip => {
      const href = logAddressOf(chips[chip])
      return { chip, href, here: href === logAddress(asked.query) && !asked.wrong }
    }),
    check: check && {
      ...check,
      ...whereIn(check),
      by: asked.staff.find(each => each.id === check.staffId)?.name ?? null,
    },
  }
}

/** Where the check found something wrong, as people name it: an entry's number, or a size. */
function whereIn({ verdict }: LogCheck): { where: string | null } {
  if (!verdict || verdict.result === 'OK' || verdict.result === 'BROKEN_OFF') return { where: null }
  return { where: 'seq' in verdict ? entryName(verdict.seq) : verdict.size }
}

/** Lines with the names that go with them: of colleagues, and of requests. Never a member's. */
export async function shown(
  { store }: Pick<Portal, 'store'>,
  { staff }: Pick<AskedLog, 'staff'>,
  lines: readonly LogLine[],
): Promise<readonly ShownLine[]> {
  const names = new Map(staff.map(each => [each.id, each.name]))
  const references = await referencesOf(
    store.read,
    store.t,
    lines.flatMap(line => line.request ?? []),
  )
  return lines.map(({ place, type, at, actor, request, shortHash }) => ({
    name: entryName(place),
    type,
    at,
    actor: actor.kind,
    who: actor.kind === 'system' ? actor.ref : (names.get(actor.ref) ?? null),
    ref: actor.ref,
    reference: request === null ? null : (references.get(request) ?? null),
    shortHash,
  }))
}
