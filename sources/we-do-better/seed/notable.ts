/** The records of the fixed members: the amounts they name, and what only they have. */
import { nothing } from './amounts.ts'
import { chance } from './chance.ts'
import { hostileTexts } from './hostile.ts'
import { type Agreement, addChoices, addConsent, addCookieChoice, addMember } from './member.ts'
import type { Person } from './names.ts'
import { heaviest, notables } from './notable-people.ts'
import { addMessage, addPosting } from './postings.ts'
import { addRecords } from './records.ts'
import { addReport } from './safety.ts'
import { recipients } from './texts.ts'
import { addDisclosure } from './traces.ts'
import { type World, day, iso, ordinaryOther, someone } from './world.ts'

/** Purpose: how many days ago, and the choice. */
function choose(
  world: World,
  who: Person,
  choices: Partial<Record<'marketing' | 'phone', readonly [number, boolean]>>,
): void {
  for (const purpose of ['marketing', 'phone'] as const) {
    const choice = choices[purpose]
    if (choice) addConsent(world, who, purpose, choice[1], world.now - choice[0] * day)
  }
}

/** What one of them has besides the amounts, by address; these make their own choices. */
const more: Readonly<Record<string, (world: World, who: Person) => void>> = {
  'eva@voorbeeld.example': (world, who) => {
    for (const recipient of recipients) addDisclosure(world, who, recipient, chance(world.seed, 101))
    choose(world, who, { marketing: [300, true], phone: [280, true] })
    choose(world, who, { marketing: [200, false] })
    choose(world, who, { marketing: [40, true] })
    addCookieChoice(world, who, true, true, world.now - 300 * day)
    addCookieChoice(world, who, false, false, world.now - 20 * day)
  },
  'sam@voorbeeld.example': (world, who) => choose(world, who, { marketing: [390, true] }),
  'jose@voorbeeld.example': (world, who) => {
    const random = chance(world.seed, 107)
    const reader = someone(world, notables.findIndex(each => each.email === heaviest) + 1)
    for (const text of hostileTexts) {
      addMessage(world, who, reader, random, text)
      addPosting(world, who, random, { title: text.slice(0, 60), description: text, status_note: text.slice(0, 200) })
    }
  },
  'priya@voorbeeld.example': (world, who) => {
    // What she took back, the platform was told to leave alone.
    for (const what of ['idc_marketing', 'pho_contact'])
      world.rows.add('suppression', { member_id: who.id, kind: 'purpose', what, since: iso(world.now - 30 * day) })
    choose(world, who, { marketing: [480, true], phone: [480, true] })
    choose(world, who, { marketing: [30, false], phone: [30, false] })
  },
}

export function addNotable(world: World, id: number, records: number): void {
  const notable = notables[id - 1]!
  const who = someone(world, id)
  const random = chance(world.seed, 0x2000000 + id)
  const organisation = notable.organisation
  const organisationId = organisation
    ? world.rows.add('organisation', {
        name: organisation.name,
        kind: organisation.kind,
        chamber_of_commerce: String(90000000 + id),
        website: 'https://organisatie.example',
        city: who.place.name,
        created_at: new Date(world.now - 900 * day).toISOString(),
      })
    : null
  const agreement: Agreement = {
    started: notable.began === null ? null : world.now - notable.began * day,
    ended: notable.ended === undefined ? null : world.now - notable.ended * day,
  }
  addMember(world, who, agreement, {
    first_name: who.firstName,
    last_name: who.lastName,
    organisation_id: organisationId,
    language: 'nl',
    phone: who.phone,
    status: agreement.ended === null ? 'active' : 'ended',
    ...notable.row,
  })
  world.left = notable.ended ?? 0
  const amounts = { ...nothing, ...notable.amounts }
  const share = (part: number) => Math.round(records * part)
  const heavy = notable.email === heaviest
  addRecords(
    world,
    who,
    heavy
      ? {
          ...amounts,
          messages: share(0.45),
          usage: share(0.25),
          logs: share(0.15),
          logins: share(0.1),
          contacts: share(0.05),
        }
      : amounts,
    random,
  )
  const own = more[notable.email]
  if (own) own(world, who)
  else if (agreement.started !== null) addChoices(world, who, random)
  for (const { state, by } of notable.reports ?? []) {
    addReport(
      world,
      who,
      by === null ? ordinaryOther(world, random, id) : by === 'outsider' ? null : someone(world, by),
      state,
      random,
    )
  }
}
