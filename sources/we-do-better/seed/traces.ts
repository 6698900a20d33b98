/** What is kept of using the platform, of looking into it, of giving data to others, and of copies for repairs. */
import type { Chance } from './chance.ts'
import type { Person } from './names.ts'
import * as texts from './texts.ts'
import { type World, ago, another, iso } from './world.ts'

export function addUsage(world: World, who: Person, random: Chance): void {
  world.rows.add('usage_event', {
    member_id: who.id,
    name: random.pick(texts.usageNames),
    page: random.pick(texts.usagePages),
    duration_ms: random.between(80, 90_000),
    cookie_based: random.likely(0.5) ? 1 : 0,
    at: iso(ago(world, random, 180)),
  })
}

export function addLogin(world: World, who: Person, random: Chance): void {
  world.rows.add('login_history', {
    member_id: who.id,
    at: iso(ago(world, random, 120)),
    method: random.pick(['code', 'code', 'link', 'password']),
    succeeded: random.likely(0.93) ? 1 : 0,
    ip_address: who.address,
    device: random.pick(texts.devices),
  })
}

/** Most lines are younger than a month; a few should have gone already. */
export function addLogLine(world: World, who: Person, random: Chance): void {
  const sought = random.likely(0.1) ? another(world, random, who.id) : null
  world.rows.add('log_line', {
    member_id: who.id,
    member_number: who.memberNumber,
    at: iso(random.likely(0.85) ? ago(world, random, 28) : ago(world, random, 60, 32)),
    action: random.pick(texts.logActions),
    path: sought ? `/zoeken?q=${encodeURIComponent(sought.email)}` : random.pick(texts.usagePages),
    status: random.pick([200, 200, 200, 302, 404, 500]),
    ip_address: who.address,
    user_agent: random.pick(texts.devices),
  })
}

export function addLookup(world: World, who: Person, random: Chance): void {
  const staffId = random.between(1, texts.staff.length)
  world.rows.add('staff_lookup', {
    member_id: who.id,
    staff_id: staffId,
    staff_role: texts.staff[staffId - 1]!.role,
    part: random.pick(texts.lookupParts),
    purpose: random.pick(texts.lookupPurposes),
    at: iso(ago(world, random, random.likely(0.8) ? 28 : 200)),
  })
}

export function addDisclosure(world: World, who: Person, recipient: texts.Recipient, random: Chance): void {
  world.rows.add('disclosure', {
    member_id: who.id,
    recipient_name: recipient.name,
    recipient_kind: recipient.kind,
    what: recipient.what,
    purpose: recipient.purpose,
    country: recipient.country,
    safeguard: recipient.safeguard,
    at: iso(ago(world, random, 400)),
  })
}

/** One kind of data per copy: 0 name and address, 1 place, 2 phone. */
export function addDebugCopy(world: World, who: Person, kind: number, random: Chance): void {
  const kinds: readonly Readonly<Record<string, string>>[] = [
    { first_name: who.firstName, last_name: who.lastName, email: who.email },
    { postcode: who.postcode, city: who.place.name },
    { phone: who.phone },
  ]
  world.rows.add('debug_copy', {
    member_id: who.id,
    ticket: `WEB-${random.between(100, 999)}`,
    copied_at: iso(ago(world, random, 25)),
    ...kinds[kind],
  })
}

export function addIncidentCopy(world: World, who: Person, random: Chance): void {
  world.rows.add('incident_copy', {
    incident_id: random.between(1, 3),
    member_id: who.id,
    member_number: who.memberNumber,
    first_name: who.firstName,
    last_name: who.lastName,
    email: who.email,
    copied_at: iso(ago(world, random, 150)),
  })
}
