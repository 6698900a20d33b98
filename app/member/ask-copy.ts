/** Asking for a copy: the request and its export in one change, one at a time per person (Art. 12(2), 15(3), 20). */
import { exportsOfSubject, isRunning, wantExport } from '#db/export.ts'
import { frozenUntil } from '#db/freeze.ts'
import { record } from '#db/record.ts'
import { receiveRequest, requestById } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Scope } from '#domain/subject-request.ts'
import { number, size } from '../text/dates.ts'
import type { Portal } from '../portal.ts'
import { tellPerson } from '../post/tell.ts'
import { searchWords } from '../search-words.ts'
import { countsOf } from './living-record.ts'
import { selfOf } from './self.ts'

/** What a bundle weighs without its attachments: its fixed files, and per item its lines in JSON, CSV and two pages. */
const emptyBundleBytes = 60_000
const bytesPerItem = 700

/** The reference of the new request; null when a copy is being made for this person already, or copies wait after a change of address (T3). */
export async function askCopy(
  portal: Portal,
  asked: { subjectId: string; scope: Scope; language: Language; now: Instant },
): Promise<string | null> {
  const { subjectId, scope, language, now } = asked
  const right = scope.forms.includes('access') ? 'access' : 'portability'
  const self = await selfOf(portal, subjectId)
  return record(portal.store, now, { kind: 'member', ref: subjectId }, async ledger => {
    // Here every change queues, so that two clicks at once cannot both find nothing.
    if ((await exportsOfSubject(ledger.db, ledger.t, subjectId)).some(isOwnRun)) return ledger.decline(null)
    if (await frozenUntil(ledger.db, ledger.t, subjectId, now)) return ledger.decline(null)
    const { controller } = portal.register
    const request = await receiveRequest(ledger, controller, {
      right,
      subjectId,
      channel: 'portal',
      scope,
      words: searchWords(portal, self && { name: self.displayName, email: self.email }),
    })
    await wantExport(ledger, { requestId: request.id, subjectId, scope, language })
    const to = self && { email: self.email, name: self.displayName, language, account: true }
    await tellPerson(ledger, portal, request.id, to, { kind: 'requestSubmitted' })
    return request.reference
  })
}

/** One that was asked for; not the quiet retry that replaces an incomplete bundle. */
const isOwnRun = (job: Parameters<typeof isRunning>[0]): boolean => isRunning(job) && job.replaces === null

/** The reference of the request whose copy is being made now, or null. */
export async function runningCopy({ store }: Pick<Portal, 'store'>, subjectId: string): Promise<string | null> {
  const job = (await exportsOfSubject(store.read, store.t, subjectId)).find(isOwnRun)
  const request = job && (await requestById(store.read, store.t, job.requestId))
  return request?.reference ?? null
}

export type Choice = { id: string; label: string; count: number | null; review: string | null }

/** What can be chosen, with how much there is of it, and how large all of it will be. */
export async function choices(
  portal: Pick<Portal, 'store' | 'people' | 'register' | 'sources'>,
  subjectId: string,
  language: Language,
): Promise<{ choices: readonly Choice[]; items: string; size: string; partly: boolean }> {
  const self = await selfOf(portal, subjectId)
  // How many there are of what a person must release first is not said before they did.
  const open = portal.register.categories.filter(each => each.heldBy !== 'portal' && each.review === 'never')
  const counts = self
    ? await countsOf(
        portal,
        self,
        open.map(each => each.id),
      )
    : new Map<string, number | null>()
  const known = [...counts.values()].filter(count => count !== null)
  const items = known.reduce((sum, count) => sum + count, 0)
  return {
    choices: portal.register.categories.map(each => ({
      id: each.id,
      label: each.label[language],
      count: counts.get(each.id) ?? null,
      review: each.review === 'always' ? (each.reviewReason?.[language] ?? '') : null,
    })),
    items: number(items, language),
    size: size(emptyBundleBytes + items * bytesPerItem, language),
    partly: known.length < counts.size,
  }
}
