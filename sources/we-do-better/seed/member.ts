/** A member's own row, their wishes, choices and files. */
import { type Chance, chance } from './chance.ts'
import { pdf } from './files.ts'
import type { Person } from './names.ts'
import type { Cell } from './rows.ts'
import * as texts from './texts.ts'
import { type World, ago, day, iso } from './world.ts'

export type Agreement = { started: number | null; ended: number | null }

/** The member's own row, with what differs from the ordinary. */
export function addMember(
  world: World,
  who: Person,
  agreement: Agreement,
  more: Readonly<Record<string, Cell>> = {},
): number {
  const random = chance(world.seed, 0x1000000 + who.id)
  const created = agreement.started ?? ago(world, random, 400, 30)
  const ended = agreement.ended !== null
  return world.rows.add('member', {
    member_number: who.memberNumber,
    first_name: who.firstName,
    last_name: who.lastName,
    email: who.email,
    phone: random.likely(0.6) ? who.phone : null,
    postcode: who.postcode,
    city: who.place.name,
    latitude: Math.round((who.place.latitude + (random.next() - 0.5) / 20) * 1e4) / 1e4,
    longitude: Math.round((who.place.longitude + (random.next() - 0.5) / 20) * 1e4) / 1e4,
    organisation_id: random.likely(0.15) && world.organisations > 0 ? random.between(1, world.organisations) : null,
    display_name: who.displayName,
    about: random.likely(0.5) ? random.pick(texts.postingTexts) : null,
    language: random.likely(0.1) ? 'en' : 'nl',
    status: ended ? 'ended' : agreement.started === null ? 'visitor' : random.likely(0.1) ? 'dormant' : 'active',
    password_hash: `$scrypt$${random.between(1e8, 9e8).toString(36)}$${random.between(1e8, 9e8).toString(36)}`,
    agreement_started_at: agreement.started === null ? null : iso(agreement.started),
    agreement_ended_at: agreement.ended === null ? null : iso(agreement.ended),
    last_contact_at: iso(ago(world, random, 300)),
    created_at: iso(created),
    updated_at: iso(Math.max(created, ago(world, random, 200))),
    ...more,
  })
}

export function addPreference(world: World, who: Person, random: Chance): void {
  world.rows.add('preference', {
    member_id: who.id,
    radius_km: random.pick([5, 10, 15, 25]),
    hours_per_week: random.between(1, 24),
    work_kinds: JSON.stringify([random.pick(texts.workKinds), random.pick(texts.workKinds)]),
    remote: random.likely(0.3) ? 1 : 0,
    available_from: random.likely(0.05) ? '2028-02-29' : iso(world.now + random.between(1, 90) * day).slice(0, 10),
    contact_channel: random.pick(['email', 'phone', 'message']),
    updated_at: iso(ago(world, random, 200)),
  })
}

export function addConsent(
  world: World,
  who: Person,
  purpose: 'marketing' | 'phone',
  given: boolean,
  at: number,
): void {
  world.rows.add('consent', {
    member_id: who.id,
    purpose,
    given: given ? 1 : 0,
    at: iso(at),
    channel: purpose === 'phone' ? 'profile' : 'registration',
    text_version: at < world.now - 200 * day ? '2025-1' : '2026-1',
  })
}

/** Consents and cookie choices, now and then changed later. */
export function addChoices(world: World, who: Person, random: Chance): void {
  const asked = ago(world, random, 500, 60)
  for (const purpose of ['marketing', 'phone'] as const) {
    if (random.likely(0.3)) continue
    const given = random.likely(0.6)
    addConsent(world, who, purpose, given, asked)
    if (random.likely(0.2)) addConsent(world, who, purpose, !given, ago(world, random, 50))
  }
  if (random.likely(0.7)) addCookieChoice(world, who, random.likely(0.5), random.likely(0.3), asked)
}

export function addCookieChoice(world: World, who: Person, statistics: boolean, marketing: boolean, at: number): void {
  world.rows.add('cookie_choice', {
    member_id: who.id,
    functional: 1,
    statistics: statistics ? 1 : 0,
    marketing: marketing ? 1 : 0,
    banner_version: '4',
    at: iso(at),
  })
}

export function addFile(world: World, who: Person, index: number, random: Chance): void {
  const cv = index % 2 === 0
  const bytes = cv
    ? pdf([`Cv van ${who.firstName} ${who.lastName}`, who.email, who.phone, random.pick(texts.postingTexts)])
    : world.photo
  const path = `profile/${String(who.id).padStart(6, '0')}-${index}.${cv ? 'pdf' : 'jpg'}`
  world.files.push({ path, bytes })
  world.rows.add('profile_file', {
    member_id: who.id,
    kind: cv ? 'cv' : 'photo',
    name: cv ? `Cv ${who.firstName} ${who.lastName}.pdf` : 'foto.jpg',
    path,
    media_type: cv ? 'application/pdf' : 'image/jpeg',
    bytes: bytes.length,
    uploaded_at: iso(ago(world, random, 400)),
  })
}
