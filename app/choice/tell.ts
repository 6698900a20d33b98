/**
 * Telling the sources what somebody chose, and emptying what rested on a consent that was withdrawn: at once, in the request
 * that changed it, and by a timer when a source was down (CON-01, AMB-04, E4).
 */
import { type ConsentChoice, choicesOf, dueChoices, noteChoiceTold, postponeChoice } from '#db/consent-choice.ts'
import { type Emptied, goesWith } from '#domain/consent.ts'
import type { Located } from '#domain/subject.ts'
import { faultOf } from '../fault.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'

/** Records that are looked at with one question. */
const atOnce = 100

/** After the choice and outside its transaction. Never throws: what does not work now is tried again by the timer. */
export async function tellChoicesNow(portal: Portal, subjectId: string): Promise<boolean> {
  try {
    return await tellDueChoices(portal, subjectId)
  } catch (error) {
    portal.log.error({ doing: 'consent', ...faultOf(error) })
    return false
  }
}

/** Tells what is due, of one person or of everybody. False when something is still to be told. */
export async function tellDueChoices(portal: Portal, subjectId?: string): Promise<boolean> {
  const { store } = portal
  let well = true
  for (const job of await dueChoices(store.read, store.t, portal.now(), subjectId)) {
    if (!(await tellOne(portal, job))) well = false
  }
  return well
}

async function tellOne(portal: Portal, job: ConsentChoice): Promise<boolean> {
  const { store, register, sources } = portal
  try {
    const self = await selfOf(portal, job.subjectId)
    let emptied = 0
    // Whom the sources no longer know, they hold nothing of.
    if (self) {
      const { purpose, given, at, textId: text } = job
      await sources.get(register.subject.source)?.choose(self, { purpose, given, at, text })
      // A yes that came after it keeps what was filled in again since.
      if (!given && (await stillHolds(portal, job))) emptied = await emptyAll(portal, self, purpose)
    }
    await noteChoiceTold(store, portal.now(), job.id, emptied)
    return true
  } catch (error) {
    const { code = 'failed' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
    portal.log.warn({ doing: 'consent', ...faultOf(error) })
    await postponeChoice(store, portal.now(), job, code.slice(0, 40))
    return false
  }
}

async function stillHolds({ store }: Portal, { id, subjectId, purpose }: ConsentChoice): Promise<boolean> {
  const choices = await choicesOf(store.read, store.t, subjectId)
  return choices.find(each => each.purpose === purpose)?.id === id
}

/** Empties every value that this consent alone kept. Gives how many there were; safe to repeat. */
async function emptyAll({ register, sources }: Portal, self: Located, purposeId: string): Promise<number> {
  const purpose = register.purposes.find(({ id }) => id === purposeId)
  let emptied = 0
  for (const place of purpose ? goesWith(register, purpose) : []) {
    const source = sources.get(place.source)
    const who = source && ((await source.locate({ key: self.key })) ?? self)
    if (source && who) emptied += await emptyIn(source, who, place)
  }
  return emptied
}

type Writable = NonNullable<ReturnType<Portal['sources']['get']>>

async function emptyIn(source: Writable, who: Located, { table, category, columns }: Emptied): Promise<number> {
  let emptied = 0
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<Writable['page']>> = await source.page(who, category, after, atOnce, table)
    for (const { key, values } of page.items) {
      for (const column of columns) {
        const was = values[column] ?? null
        if (was === null) continue
        const answer = await source.rectify(who, { table, key, column, was, wanted: null })
        // Somebody typed another value in between: the next try reads it anew.
        if (answer === 'changedMeanwhile') throw Object.assign(new Error('changed meanwhile'), { code: 'CHANGED' })
        if (answer === 'applied') emptied++
      }
    }
    after = page.next
  } while (after)
  return emptied
}
