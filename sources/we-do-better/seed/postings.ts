/** Requests, offers, what the matching proposes, and messages between members. */
import type { Chance } from './chance.ts'
import type { Person } from './names.ts'
import type { Cell } from './rows.ts'
import * as texts from './texts.ts'
import { type World, ago, another, day, hour, iso, minute } from './world.ts'

export function addPosting(
  world: World,
  who: Person,
  random: Chance,
  more: Readonly<Record<string, Cell>> = {},
): number {
  const kind = random.pick(['request', 'offer'] as const)
  const created = ago(world, random, 500)
  const status = random.pick(['open', 'open', 'matched', 'closed', 'rejected'])
  const closed = status === 'closed' || status === 'rejected' ? created + random.between(1, 40) * day : null
  world.postings = world.rows.add('posting', {
    member_id: who.id,
    organisation_id: null,
    kind,
    title: random.pick(texts.postingTitles[kind]),
    description: random.pick(texts.postingTexts),
    work_kind: random.pick(texts.workKinds),
    hours_per_week: random.between(1, 24),
    radius_km: random.pick([5, 10, 25]),
    city: who.place.name,
    status,
    status_note: random.pick(texts.statusNotes),
    created_at: iso(created),
    closed_at: closed === null ? null : iso(Math.min(closed, world.now - minute)),
    ...more,
  })
  return world.postings
}

/** A null person was removed since. The words of somebody who was removed stay in the other's post. */
export function addMessage(
  world: World,
  from: Person | null,
  to: Person | null,
  random: Chance,
  body?: string,
): number {
  const sent = ago(world, random, 700)
  return world.rows.add('message', {
    sender_id: from?.id ?? null,
    recipient_id: to?.id ?? null,
    posting_id: random.likely(0.3) && world.postings > 0 ? random.between(1, world.postings) : null,
    subject: random.likely(0.7) ? random.pick(texts.messageSubjects) : null,
    body:
      body ??
      texts.messageBody(random, from ?? another(world, random, to?.id ?? 0), () =>
        another(world, random, from?.id ?? 0),
      ),
    sent_at: iso(sent),
    read_at: random.likely(0.8) ? iso(Math.min(sent + random.between(1, 72) * hour, world.now)) : null,
  })
}

export function addMatch(world: World, who: Person, random: Chance, posting?: number): void {
  if (world.postings === 0) return
  world.rows.add('match_result', {
    posting_id: posting ?? random.between(1, world.postings),
    member_id: who.id,
    score: Math.round(random.next() * 1000) / 1000,
    distance_km: Math.round(random.next() * 250) / 10,
    position: random.between(1, 12),
    explanation: random.pick(texts.matchTexts),
    outcome: random.pick(['shown', 'shown', 'chosen', 'declined', null]),
    created_at: iso(ago(world, random, 300)),
  })
}
