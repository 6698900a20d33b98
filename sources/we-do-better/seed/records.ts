/** A member's records, in the amounts asked for. */
import type { Amounts } from './amounts.ts'
import type { Chance } from './chance.ts'
import { addCampaign, addContact, addSurvey } from './contact.ts'
import { addFile, addPreference } from './member.ts'
import type { Person } from './names.ts'
import { addMatch, addMessage, addPosting } from './postings.ts'
import { recipients } from './texts.ts'
import { addDebugCopy, addDisclosure, addIncidentCopy, addLogLine, addLogin, addLookup, addUsage } from './traces.ts'
import { type World, another } from './world.ts'

export function addRecords(world: World, who: Person, amounts: Amounts, random: Chance): void {
  const times = (count: number, add: (index: number) => void) => {
    for (let i = 0; i < count; i++) add(i)
  }
  if (amounts.postings + amounts.matches > 0) addPreference(world, who, random)
  times(amounts.postings, () => addPosting(world, who, random))
  times(amounts.matches, () => addMatch(world, who, random))
  times(amounts.messages, () => {
    const other = random.likely(0.03) ? null : another(world, random, who.id)
    if (random.likely(0.5)) addMessage(world, who, other, random)
    else addMessage(world, other, who, random)
  })
  times(amounts.contacts, i => addContact(world, who, random, amounts.files > 0 && i === 0))
  times(amounts.files, i => addFile(world, who, i, random))
  times(amounts.usage, () => addUsage(world, who, random))
  times(amounts.logins, () => addLogin(world, who, random))
  times(amounts.logs, () => addLogLine(world, who, random))
  times(amounts.lookups, () => addLookup(world, who, random))
  times(amounts.disclosures, () => addDisclosure(world, who, random.pick(recipients), random))
  times(amounts.surveys, () => addSurvey(world, who, random))
  times(amounts.campaigns, () => addCampaign(world, who, random))
  times(amounts.debugCopies, i => addDebugCopy(world, who, i % 3, random))
  times(amounts.incidentCopies, () => addIncidentCopy(world, who, random))
}
