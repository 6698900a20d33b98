/** The form by which staff file what came in: what was typed, and either what it means or what is not right yet. */
import { z } from 'zod'
import { isAddress } from '#db/mail.ts'
import type { Instant } from '#domain/day.ts'
import { isHandle } from '#domain/handle.ts'
import {
  arrival,
  type ArrivalFault,
  type Behalf,
  behalves,
  type FiledChannel,
  filedChannels,
  longestField,
  longestLetter,
  longestReason,
} from '#domain/intake.ts'
import { type Language, languages } from '#domain/language.ts'
import { type Right, rights } from '#domain/right.ts'

const line = z.string().max(longestField).catch('')
const shape = z.object({
  intent: z.enum(['calculate', 'find', 'suggest', 'file']).catch('file'),
  channel: z.enum(filedChannels).nullable().catch(null),
  day: z.string().max(20).catch(''),
  time: z.string().max(20).catch(''),
  find: line,
  /** A subject's handle, or `stranger`. */
  person: line,
  name: line,
  email: z.string().max(320).catch(''),
  address: z.string().max(500).catch(''),
  language: z.enum(languages).catch('nl'),
  behalf: z.enum(behalves).nullable().catch(null),
  behalfName: line,
  authority: z.string().catch(''),
  text: z.string().catch(''),
})

/** Everything as it was typed, to be shown again. */
export type Typed = z.infer<typeof shape> & { rights: readonly Right[] }

export type NewFault =
  | ArrivalFault
  | 'channelMissing'
  | 'whoMissing'
  | 'emailForm'
  | 'behalfNameMissing'
  | 'authorityMissing'
  | 'tooLong'
  | 'rightsMissing'
  | 'textMissing'
export type NewFaults = Partial<Record<keyof Typed, NewFault>>

/** What will be filed. */
export type NewLetter = {
  channel: FiledChannel
  arrivedAt: Instant
  /** Null: no source knows them. */
  person: string | null
  rights: readonly Right[]
  onBehalf: Behalf | null
  behalfName: string | null
  authority: string | null
} & Pick<Typed, 'name' | 'email' | 'address' | 'text'> & { language: Language }

export function typedIn(form: FormData): Typed {
  const chosen = form.getAll('rights')
  return { ...shape.parse(Object.fromEntries(form)), rights: rights.filter(right => chosen.includes(right)) }
}

/** @param files whether a file came with it, which may take the place of its text */
export function newLetter(
  typed: Typed,
  files: boolean,
  now: Instant,
  zone: string,
): { letter: NewLetter } | { faults: NewFaults } {
  const faults: NewFaults = {}
  const { channel, behalf } = typed
  if (!channel) faults.channel = 'channelMissing'
  const arrived = arrival(typed.day, typed.time, now, zone)
  if ('fault' in arrived) faults[/time/.test(arrived.fault) ? 'time' : 'day'] = arrived.fault
  const [name, email, address] = [typed.name.trim(), typed.email.trim(), typed.address.trim()]
  const person = isHandle(typed.person) ? typed.person : null
  if (!person && !name && !email && !address) faults.name = 'whoMissing'
  if (email && !isAddress(email)) faults.email = 'emailForm'
  if (behalf && !typed.behalfName.trim()) faults.behalfName = 'behalfNameMissing'
  if (behalf && !typed.authority.trim()) faults.authority = 'authorityMissing'
  if (typed.authority.length > longestReason) faults.authority = 'tooLong'
  if (typed.rights.length === 0) faults.rights = 'rightsMissing'
  if (!typed.text.trim() && !files) faults.text = 'textMissing'
  if (typed.text.length > longestLetter) faults.text = 'tooLong'
  if (Object.keys(faults).length > 0 || !channel || !('at' in arrived)) return { faults }
  return {
    letter: {
      channel,
      arrivedAt: arrived.at,
      person,
      rights: typed.rights,
      name,
      email,
      address,
      language: typed.language,
      onBehalf: behalf,
      behalfName: behalf && typed.behalfName.trim(),
      authority: behalf && typed.authority.trim(),
      text: typed.text.trim(),
    },
  }
}
