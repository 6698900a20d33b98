/** The keys of the queue's search and their values, in both languages: `soort:inzage` and `right:access` are one term. */
import type { Language } from './language.ts'
import type { Right } from './right.ts'
import type { Channel, Need } from './subject-request.ts'

export const queueKeys = ['right', 'left', 'due', 'late', 'owner', 'status', 'label', 'channel'] as const
export type QueueKey = (typeof queueKeys)[number]

/** `waiting`: for the member or the machine. `open`: whatever it needs. `answered`: not long ago. Else the one need. */
export type QueueStatus = Exclude<Need, 'nothing'> | 'waiting' | 'open' | 'answered'
export type QueueDue = 'today' | 'week'

type Spelling = Readonly<Record<Language, string>>
type Spellings<T extends string> = Readonly<Record<T, Spelling>>

export const keySpelling: Spellings<QueueKey> = {
  right: { nl: 'soort', en: 'right' },
  left: { nl: 'nog', en: 'left' },
  due: { nl: 'klaar', en: 'due' },
  late: { nl: 'te-laat', en: 'late' },
  owner: { nl: 'door', en: 'owner' },
  status: { nl: 'status', en: 'status' },
  label: { nl: 'label', en: 'label' },
  channel: { nl: 'kanaal', en: 'channel' },
}

export const rightSpelling: Spellings<Right> = {
  access: { nl: 'inzage', en: 'access' },
  portability: { nl: 'overdragen', en: 'portability' },
  rectification: { nl: 'verbeteren', en: 'rectification' },
  erasure: { nl: 'weghalen', en: 'erasure' },
  restriction: { nl: 'stilzetten', en: 'restriction' },
  objection: { nl: 'bezwaar', en: 'objection' },
  withdrawal: { nl: 'intrekken', en: 'withdrawal' },
  humanReview: { nl: 'mens', en: 'human' },
}

export const statusSpelling: Spellings<QueueStatus> = {
  open: { nl: 'open', en: 'open' },
  waiting: { nl: 'wacht', en: 'waiting' },
  answered: { nl: 'beantwoord', en: 'answered' },
  person: { nl: 'deelnemer', en: 'member' },
  identity: { nl: 'identiteit', en: 'identity' },
  collect: { nl: 'verzamelen', en: 'collect' },
  sourceFailed: { nl: 'bron', en: 'source' },
  review: { nl: 'controle', en: 'review' },
  decide: { nl: 'besluit', en: 'decision' },
  approve: { nl: 'tweede', en: 'second' },
  write: { nl: 'brief', en: 'letter' },
  machine: { nl: 'vanzelf', en: 'machine' },
  secondLook: { nl: 'nogeens', en: 'again' },
}

export const channelSpelling: Spellings<Channel> = {
  portal: { nl: 'portaal', en: 'portal' },
  letter: { nl: 'brief', en: 'letter' },
  phone: { nl: 'telefoon', en: 'phone' },
  mail: { nl: 'mail', en: 'email' },
  counter: { nl: 'balie', en: 'counter' },
  form: { nl: 'formulier', en: 'form' },
}

export const dueSpelling: Spellings<QueueDue> = {
  today: { nl: 'vandaag', en: 'today' },
  week: { nl: 'week', en: 'week' },
}

export const yesSpelling: Spellings<'yes' | 'no'> = { yes: { nl: 'ja', en: 'yes' }, no: { nl: 'nee', en: 'no' } }

export const ownerSpelling: Spellings<'me' | 'nobody'> = {
  me: { nl: 'mij', en: 'me' },
  nobody: { nl: 'niemand', en: 'nobody' },
}

/** What can stand after a key, as people type it: to say what is possible. */
export function valuesOf(key: QueueKey, language: Language): readonly string[] {
  const spelled = (spellings: Spellings<string>) => Object.values(spellings).map(each => each[language])
  switch (key) {
    case 'right':
      return spelled(rightSpelling)
    case 'status':
      return spelled(statusSpelling)
    case 'channel':
      return spelled(channelSpelling)
    case 'due':
      return spelled(dueSpelling)
    case 'late':
      return spelled(yesSpelling)
    case 'owner':
      return [...spelled(ownerSpelling), language === 'nl' ? 'noor' : 'nora']
    case 'left':
      return ['<5', '>10', '0']
    case 'label':
      return [language === 'nl' ? 'spoed' : 'urgent']
  }
}

/** The meaning of a word in either language, or null. */
export function meaningOf<T extends string>(spellings: Spellings<T>, word: string): T | null {
  for (const [meaning, { nl, en }] of Object.entries(spellings) as [T, Spelling][]) {
    if (word === nl || word === en) return meaning
  }
  return null
}
