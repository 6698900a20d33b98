/**
 * Purpose-bound retention (Art. 5(1)(b),(c),(e); RET-01, RET-02): a value lives while at least one of its purposes lives,
 * and using it for a purpose ends with that purpose. Days are civil, clamped to the end of the month, never rolled to a
 * working day, and the last day is inclusive.
 */
import { addDuration, type Day, dayOf, type Duration, earlier, type Instant, later } from './day.ts'
import type { Item } from './item.ts'
import { columnsOf, purposesOf, source, table as tableOf } from './reading.ts'
import type { CategoryId, Purpose, Register, Table } from './register.ts'
import type { Anchor, Retention, RowAnchor } from './retention-rule.ts'
import type { SubjectFacts } from './subject.ts'

/** Until when a purpose keeps an item of this person, as far as it can be known today. */
export type Term =
  /** Kept up to and including this day. `orWithdrawn`: sooner, at once, when consent is withdrawn. */
  | { kind: 'until'; day: Day; orWithdrawn?: true }
  /** The agreement runs; afterwards this much longer. */
  | { kind: 'whileAgreement'; afterwards: Duration; orWithdrawn?: true }
  /** Consent holds; at the latest this long after the agreement ends. */
  | { kind: 'whileConsent'; afterwards: Duration }
  /** Until something is closed that is open now (a report that is followed up); no last day. */
  | { kind: 'event'; until: RowAnchor }
  /** Keeps nothing itself: holds only as long as another purpose keeps the value (AMB-05). */
  | { kind: 'host' }
  /** Over. `day` was the last day; null when the purpose never began for this item (no copy, no agreement, no consent). */
  | { kind: 'ended'; day: Day | null }

export type LivePurpose = { purpose: Purpose; term: Term }

/** What retention has to know of an item. */
export type Kept = Pick<Item, 'anchors' | 'at' | 'beside'> & { table: Pick<Table, 'isLog'> }

/** Until when one purpose keeps an item. Log lines take the purpose's `logRetention` where it has one (AMB-03). */
export function keptUntil(purpose: Purpose, item: Kept, facts: SubjectFacts, now: Instant, zone: string): Term {
  const rule = item.table.isLog && purpose.logRetention ? purpose.logRetention : purpose.retention
  const today = dayOf(now, zone)
  const anchor = (name: Anchor | 'followUpOpened') => {
    const at = anchorOf(name, purpose, item, facts)
    return at ? dayOf(at, zone) : null
  }
  switch (rule.kind) {
    case 'followHost':
      return { kind: 'host' }
    case 'maxAfter': {
      const from = anchor(rule.anchor)
      // What is still open has not begun to count down.
      if (!from && isClosing(rule.anchor)) return { kind: 'event', until: rule.anchor }
      return upTo(from, rule.duration, today)
    }
    case 'untilEvent': {
      if (!anchor(rule.opened)) return upTo(anchor(rule.otherwise.anchor), rule.otherwise.duration, today)
      const closed = anchor(rule.until)
      return closed ? upTo(closed, 'P0D', today) : { kind: 'event', until: rule.until }
    }
    default:
      return whileAndAfter(rule, purpose, facts, now, zone, anchor)
  }
}

/**
 * The purposes that keep an item today, each with its term, in register order. A purpose that follows its host comes
 * along only when another purpose lives. Empty means: nothing keeps this item any more.
 */
export function livePurposes(
  item: Item,
  category: CategoryId,
  register: Register,
  facts: SubjectFacts,
  now: Instant,
): LivePurpose[] {
  const table = tableOf(source(register, item.source), item.table)
  return liveIn(table, purposesIn(table, category, register), register, { ...item, table }, facts, now)
}

/** The same, with what does not change per item looked up beforehand. */
export function liveIn(
  table: Table,
  purposes: readonly Purpose[],
  register: Register,
  item: Kept,
  facts: SubjectFacts,
  now: Instant,
): LivePurpose[] {
  const zone = register.controller.timeZone
  const inRow = (item.beside ?? []).map(category => purposesIn(table, category, register))
  const whole = (purpose: Purpose) => keptUntil(purpose, item, facts, now, zone)
  const shortest = inRow.length > 1 && item.anchors.copyCreated ? shortestOfWorkSet(inRow, whole) : null
  const today = dayOf(now, zone)
  const termOf = (purpose: Purpose) =>
    shortest && isOfCopy(purpose) ? cut(whole(purpose), shortest, today) : whole(purpose)
  const terms = purposes.map(purpose => ({ purpose, term: termOf(purpose) }))
  const live = terms.filter(({ term }) => keeps(term) || term.kind === 'host')
  if (live.every(({ term }) => keeps(term))) return live
  // The host is the row: a note on a copy may be used while the copy itself is there.
  const hosts =
    inRow.length > 0
      ? inRow
      : [...new Set(table.columns.map(({ category }) => category))].map(id => purposesIn(table, id, register))
  const hosted = live.some(({ term }) => keeps(term)) || hosts.flat().some(purpose => keeps(termOf(purpose)))
  return hosted ? live : []
}

/** The term of an item that nothing keeps any more: the last day of the purpose that kept it longest. Null when none ever did. */
export function endedIn(
  purposes: readonly Purpose[],
  register: Register,
  item: Kept,
  facts: SubjectFacts,
  now: Instant,
): Term | null {
  const days = purposes
    .map(purpose => keptUntil(purpose, item, facts, now, register.controller.timeZone))
    .flatMap(term => (term.kind === 'ended' && term.day ? [term.day] : []))
  return days.length > 0 ? { kind: 'ended', day: days.reduce(later) } : null
}

/** The purposes for which at least one column of this category in this table is used. */
export function purposesIn(table: Table, category: CategoryId, register: Register): Purpose[] {
  const columns = columnsOf(table, category)
  const used = (id: string) => columns.length === 0 || columns.some(column => column.purposes?.includes(id) ?? true)
  return purposesOf(register, category).filter(({ id }) => used(id))
}

/** The term that lasts longest: the one to show when there is room for one. Null when nothing keeps the item. */
export function longestTerm(live: readonly LivePurpose[]): Term | null {
  let longest: Term | null = null
  for (const { term } of live) if (!longest || outlasts(term, longest)) longest = term
  return longest
}

/** The last day on which anything keeps the item. Null when that day is not known yet, or nothing keeps it. */
export function keptUntilDay(
  item: Item,
  category: CategoryId,
  register: Register,
  facts: SubjectFacts,
  now: Instant,
): Day | null {
  const term = longestTerm(livePurposes(item, category, register, facts, now))
  return term?.kind === 'until' ? term.day : null
}

/** What may hold an item beside its purposes. */
export type Holds = {
  /** An exception of 17(3) with its own end. */
  exception: boolean
  /** Ground of a restriction that is on (18(1)). */
  restriction: 'a' | 'b' | 'c' | 'd' | null
  /** A request for access is open and not answered yet (ACC-08). */
  forAccess: boolean
}

export const noHolds: Holds = { exception: false, restriction: null, forAccess: false }

/** Whether an item is kept at all. `onlyHeld`: its term has passed and a hold alone keeps it; show that in the system. */
export function isKept(live: readonly LivePurpose[], holds: Holds): { kept: boolean; onlyHeld: boolean } {
  const lives = live.length > 0
  const held = holds.exception || holds.forAccess || holds.restriction === 'b' || holds.restriction === 'c'
  return { kept: lives || held, onlyHeld: !lives && held }
}

/** Whether an item may be used for a purpose now: it lives, nothing restricts it, no objection was upheld, consent holds. */
export function isUsable(
  { purpose, term }: LivePurpose,
  facts: SubjectFacts,
  now: Instant,
  bars: { restricted: boolean; objectedTo: readonly string[] } = { restricted: false, objectedTo: [] },
): boolean {
  if (term.kind === 'ended' || bars.restricted || bars.objectedTo.includes(purpose.id)) return false
  return purpose.basis !== 'consent' || hasConsent(purpose, facts, now)
}

/** The newest choice for this purpose is yes. */
export function hasConsent(purpose: Purpose, facts: SubjectFacts, now: Instant): boolean {
  const choice = facts.consents[purpose.id]
  return choice !== undefined && choice.given && choice.at <= now
}

/** Whether an agreement runs. Who joins again after an end has a new one (AMB-10). */
export function hasAgreement(facts: SubjectFacts, now: Instant): boolean {
  const { agreementStart, agreementEnd } = facts
  if (!agreementStart || agreementStart > now) return false
  return !agreementEnd || agreementEnd > now || agreementStart > agreementEnd
}

type AnchorDay = (name: Anchor | 'followUpOpened') => Day | null

function whileAndAfter(
  rule: Extract<Retention, { kind: 'whileAndAfter' }>,
  purpose: Purpose,
  facts: SubjectFacts,
  now: Instant,
  zone: string,
  anchor: AnchorDay,
): Term {
  const today = dayOf(now, zone)
  const withdrawn = withdrawnAt(purpose, facts, now)
  if (rule.endsAtOnceOn && withdrawn) return { kind: 'ended', day: dayOf(withdrawn, zone) }
  const orWithdrawn = rule.endsAtOnceOn ? { orWithdrawn: true as const } : {}
  // Consent needs to hold, and the agreement's end still bounds it: the earlier of the two (AMB-01).
  if (rule.while === 'consentLive' && !hasConsent(purpose, facts, now)) {
    return { kind: 'ended', day: withdrawn ? dayOf(withdrawn, zone) : null }
  }
  if (hasAgreement(facts, now)) {
    const end = facts.agreementEnd
    // An end that lies ahead is known already.
    if (end && end > now) return { kind: 'until', day: addDuration(dayOf(end, zone), rule.duration), ...orWithdrawn }
    if (rule.while === 'consentLive') return { kind: 'whileConsent', afterwards: rule.duration }
    return { kind: 'whileAgreement', afterwards: rule.duration, ...orWithdrawn }
  }
  const from = anchor(rule.anchor) ?? (rule.fallbackAnchor ? anchor(rule.fallbackAnchor) : null)
  if (from) return { ...upTo(from, rule.duration, today), ...orWithdrawn }
  return rule.while === 'consentLive'
    ? { kind: 'whileConsent', afterwards: rule.duration }
    : { kind: 'ended', day: null }
}

function upTo(from: Day | null, duration: Duration, today: Day): Term {
  if (!from) return { kind: 'ended', day: null }
  const day = addDuration(from, duration)
  return { kind: today <= day ? 'until' : 'ended', day }
}

function withdrawnAt(purpose: Purpose, facts: SubjectFacts, now: Instant): Instant | null {
  const choice = facts.consents[purpose.id]
  return choice && !choice.given && choice.at <= now ? choice.at : null
}

function anchorOf(name: Anchor | 'followUpOpened', purpose: Purpose, item: Kept, facts: SubjectFacts): Instant | null {
  switch (name) {
    case 'agreementStart':
    case 'agreementEnd':
    case 'lastContact':
      return facts[name]
    case 'consentGiven':
    case 'consentWithdrawn': {
      const choice = facts.consents[purpose.id]
      return choice && choice.given === (name === 'consentGiven') ? choice.at : null
    }
    case 'logCreated':
      return item.anchors.logCreated ?? (item.table.isLog ? item.at : null)
    default:
      return item.anchors[name] ?? null
  }
}

/** A copy made to trace errors or incidents: its clock starts at copying, and it never prolongs the original (AMB-02). */
export function isOfCopy({ retention }: Pick<Purpose, 'retention'>): boolean {
  return retention.kind === 'maxAfter' && retention.anchor === 'copyCreated'
}

/** A work set with fields of several categories goes as a whole, on the day of its shortest-lived field (AMB-02). */
function shortestOfWorkSet(inRow: readonly (readonly Purpose[])[], termOf: (purpose: Purpose) => Term): Day | null {
  const days = inRow.flatMap(purposes => {
    const terms = purposes.filter(isOfCopy).map(termOf)
    const known = terms.flatMap(term =>
      (term.kind === 'until' || term.kind === 'ended') && term.day ? [term.day] : [],
    )
    return known.length > 0 ? [known.reduce(later)] : []
  })
  return days.length > 0 ? days.reduce(earlier) : null
}

function keeps({ kind }: Term): boolean {
  return kind !== 'ended' && kind !== 'host'
}

/** Anchors that stand at the end of something: without one it is still going on. */
function isClosing(anchor: Anchor): anchor is 'requestClosed' | 'reportClosed' {
  return anchor === 'requestClosed' || anchor === 'reportClosed'
}

function cut(term: Term, day: Day, today: Day): Term {
  if (term.kind !== 'until' || term.day <= day) return term
  return today <= day ? { ...term, day } : { kind: 'ended', day }
}

const rank: Readonly<Record<Term['kind'], number>> = {
  ended: 0,
  host: 1,
  until: 2,
  whileConsent: 3,
  whileAgreement: 4,
  event: 5,
}

function outlasts(a: Term, b: Term): boolean {
  if (a.kind === 'until' && b.kind === 'until') return a.day > b.day
  return rank[a.kind] > rank[b.kind]
}
