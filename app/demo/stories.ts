/**
 * What demo members asked for in the past weeks, and what became of it: through the same doors as real requests, at the
 * moments they happened, so that every trail is real. One is too late, one waits for release, one was answered.
 */
import { assignRequest } from '#db/assignment.ts'
import { downloadedExport, exportsOf } from '#db/export.ts'
import { type Ledger, record } from '#db/record.ts'
import { addNote } from '#db/request-note.ts'
import { knowSubject, type Subject, subjectByKey } from '#db/subject.ts'
import { receiveRequest, requestByReference, type SubjectRequest } from '#db/subject-request.ts'
import type { Instant } from '#domain/day.ts'
import { later } from '#domain/moment.ts'
import type { Scope } from '#domain/subject-request.ts'
import { removeExpired } from '#exports/vault.ts'
import { workUntilIdle } from '#exports/worker.ts'
import type { Config } from '../config.ts'
import { deskOf } from '../desk.ts'
import { askCopy } from '../member/ask-copy.ts'
import { openPortal } from '../open-portal.ts'
import type { Portal } from '../portal.ts'
import { searchWords } from '../search-words.ts'
import { paperSteps } from './story-paper.ts'
import { questionSteps } from './story-question.ts'
import { keepLists } from './story-lists.ts'
import { addTeam } from './team.ts'
import { byHandler, type Step, type Teller } from './teller.ts'

const day = 86_400

const everything: Scope = { categories: null, from: null, until: null, forms: ['access', 'portability'] }
const takeAlong: Scope = { ...everything, forms: ['portability'] }

const steps: readonly Step[] = [
  { daysAgo: 62, tell: async ({ copy, portal }) => fetched(portal, await copy('zoe@voorbeeld.example', takeAlong)) },
  { daysAgo: 47, tell: ({ portal }) => removeExpired(deskOf(portal)) },
  {
    // Asked forty days ago, with a report that staff must look at first: nobody did, and the month is over.
    daysAgo: 40,
    tell: async ({ copy, portal, staff }) => {
      const request = await copy('ruud@voorbeeld.example', everything)
      await byHandler(portal, staff, (ledger, id) => assignRequest(ledger, request.id, id))
    },
  },
  {
    daysAgo: 27,
    tell: async ({ file, portal, staff }) => {
      const request = await file('kees@voorbeeld.example', { right: 'erasure', channel: 'letter', daysAgo: 2 })
      await byHandler(portal, staff, async (ledger, id) => {
        await assignRequest(ledger, request.id, id)
        await addNote(ledger, {
          requestId: request.id,
          staffId: id,
          text: 'Brief ligt in map 14. Handtekening vergeleken.',
        })
      })
    },
  },
  { daysAgo: 12, tell: async ({ copy, portal }) => fetched(portal, await copy('sam@voorbeeld.example', everything)) },
  {
    daysAgo: 9,
    tell: ({ file }) => file('priya@voorbeeld.example', { right: 'objection', channel: 'phone', daysAgo: 0 }),
  },
  { daysAgo: 2, tell: ({ copy }) => copy('eva@voorbeeld.example', everything) },
]

/** Plays every step at its moment, counted back from `now`. */
export async function tellStories(config: Config, now: Instant): Promise<void> {
  let at = later(now, -65 * day)
  const portal = await openPortal(config, { now: () => at })
  try {
    const staff = await addTeam(portal, at)
    const teller: Teller = {
      portal,
      staff,
      known: email => known(portal, email),
      async copy(email, scope) {
        const { id, language } = await known(portal, email)
        const reference = await askCopy(portal, { subjectId: id, scope, language, now: portal.now() })
        const request = reference && (await requestByReference(portal.store.read, portal.store.t, reference))
        if (!request) throw new Error(`the copy for ${email} was not taken`)
        await workUntilIdle(deskOf(portal))
        return request
      },
      async file(email, { right, channel, daysAgo }) {
        const { id } = await known(portal, email)
        const person = await portal.people.locate({ email })
        const receivedAt = later(portal.now(), -daysAgo * day)
        return byHandler(portal, staff, ledger =>
          receiveRequest(ledger, portal.register.controller, {
            right,
            channel,
            subjectId: id,
            scope: everything,
            receivedAt,
            words: searchWords(portal, person && { name: person.displayName, email: person.email }),
          }),
        )
      },
    }
    for (const { daysAgo, tell } of [...steps, ...questionSteps, ...paperSteps()].toSorted(
      (a, b) => b.daysAgo - a.daysAgo,
    )) {
      at = later(now, -daysAgo * day)
      await tell(teller)
    }
    at = now
    await keepLists(portal, staff)
  } finally {
    await portal.close()
  }
}

/** The member's handle in this portal. */
async function known(portal: Portal, email: string): Promise<Subject & { key: string }> {
  const person = await portal.people.locate({ email })
  if (!person) throw new Error(`the demo platform has no ${email}`)
  const who = { source: portal.register.subject.source, key: person.key, language: 'nl' } as const
  const before = await subjectByKey(portal.store.read, portal.store.t, who.source, who.key)
  if (before) return { ...before, key: person.key }
  const change = (ledger: Ledger) => knowSubject(ledger, who)
  const subject = await record(portal.store, portal.now(), { kind: 'system', ref: 'operator' }, change)
  return { ...subject, key: person.key }
}

/** The member fetched their copy at once. */
async function fetched(portal: Portal, { id, subjectId }: SubjectRequest): Promise<void> {
  const [copy] = await exportsOf(portal.store.read, portal.store.t, id)
  if (!copy) throw new Error('no copy was made')
  await downloadedExport(portal.store, portal.now(), { kind: 'member', ref: subjectId }, copy.id, subjectId)
}
