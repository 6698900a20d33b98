/** Bezwaar maken: what can be objected to, what was, and the two ways to do it: one click, or with one's situation (21). */
import { objectionsIn, objectionsOf, type ObjectionRow, objectTo, takeBackObjection } from '#db/objection.ts'
import { record } from '#db/record.ts'
import { requestById, withdrawRequest } from '#db/subject-request.ts'
import { isOpen, stands } from '#domain/bar.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Purpose, Register } from '#domain/register.ts'
import { basisRights } from '#domain/rights.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { askRight, longestSituation } from './ask.ts'
import { obeyNow, toldSources } from './obey.ts'

type Viewing = { now: Instant; language: Language }

/** Direct marketing on any basis, and what rests on an interest of ours or on nothing that we named (21(1)–(2), AMB-12). */
export const canObject = (purpose: Purpose): boolean => purpose.directMarketing || basisRights[purpose.basis].objection

export type PurposeToObject = { id: string; label: string; meaning: string; interest: string; category: string }
export type ObjectionView = {
  id: string
  label: string
  category: string
  state: 'open' | 'upheld' | 'default' | 'rejected'
  reference: string | null
}
export type ObjectPage = {
  marketing: readonly { id: string; label: string; meaning: string; stopped: { id: string; on: string } | null }[]
  /** What can be objected to now: neither open nor upheld. */
  others: readonly PurposeToObject[]
  objections: readonly ObjectionView[]
}

export async function objectPage(
  { store, register }: Pick<Portal, 'store' | 'register'>,
  subjectId: string,
  { now, language }: Viewing,
): Promise<ObjectPage> {
  const w = words(language).object
  const made = await objectionsOf(store.read, store.t, subjectId)
  const labelOf = (purpose: Purpose) => register.categories.find(each => each.id === purpose.category)?.label[language]
  const holding = (purpose: Purpose) =>
    made.find(each => each.purpose === purpose.id && (stands(each, purpose, now) || isOpen(each, now)))
  const marketing = register.purposes
    .filter(each => each.directMarketing)
    .map(each => {
      const held = holding(each)
      const on = held && longDay(dayOf(held.at, register.controller.timeZone), language)
      const { id, label, meaning } = each
      return {
        id,
        label: label[language],
        meaning: meaning[language],
        stopped: held && on ? { id: held.id, on } : null,
      }
    })
  const others = register.purposes
    .filter(each => canObject(each) && !each.directMarketing && !holding(each))
    .map(each => ({
      id: each.id,
      label: each.label[language],
      meaning: each.meaning[language],
      interest: each.interest ? w.interest(each.interest[language]) : w.noInterest,
      category: w.about(labelOf(each) ?? ''),
    }))
  const weighed = made.filter(each => each.withdrawn === null && each.requestId !== null)
  const objections = await Promise.all(
    weighed.map(async (each): Promise<ObjectionView> => {
      const purpose = register.purposes.find(({ id }) => id === each.purpose)
      const request = each.requestId ? await requestById(store.read, store.t, each.requestId) : null
      return {
        id: each.id,
        label: purpose?.label[language] ?? each.purpose,
        category: (purpose && labelOf(purpose)) ?? '',
        state: each.outcome ?? 'open',
        reference: request?.reference ?? null,
      }
    }),
  )
  return { marketing, others, objections }
}

export type ObjectErrors = Partial<Record<'purpose' | 'situation', string>>
export type Objected =
  | { result: 'stopped' | 'waiting' | 'back' | 'nothing' }
  | { errors: ObjectErrors; typed: { purposes: readonly string[]; situation: string } }

/** What the form of the page asks for; null when it asks for nothing there is. */
export async function object(
  portal: Portal,
  subjectId: string,
  form: URLSearchParams,
  viewing: Viewing,
): Promise<Objected | null> {
  const wanted = form.get('do')
  if (wanted === 'back') return takeBack(portal, subjectId, form.get('objection') ?? '', viewing)
  const asked = form.getAll('purpose')
  const purposes = [...new Set(asked)].map(id => purposeBy(portal.register, id))
  if (wanted === 'stop') {
    const [purpose] = purposes
    if (!purpose?.directMarketing) return null
    return make(portal, { subjectId, purposes: [purpose], situation: '', atOnce: true }, viewing)
  }
  if (wanted !== 'object') return null
  const known = purposes.flatMap(each => (each && !each.directMarketing ? [each] : []))
  if (known.length < purposes.length) return null
  const situation = (form.get('situation') ?? '').trim()
  const { errors: w } = words(viewing.language).object
  const errors: ObjectErrors = {
    ...(known.length === 0 && { purpose: w.which }),
    ...(situation === '' && { situation: w.situation }),
    ...(situation.length > longestSituation && { situation: w.situationLong }),
  }
  if (Object.keys(errors).length > 0) return { errors, typed: { purposes: asked, situation } }
  return make(portal, { subjectId, purposes: known, situation, atOnce: false }, viewing)
}

const purposeBy = (register: Register, id: string): Purpose | null =>
  register.purposes.find(each => each.id === id && canObject(each)) ?? null

type Making = { subjectId: string; purposes: readonly Purpose[]; situation: string; atOnce: boolean }

async function make(portal: Portal, making: Making, { now, language }: Viewing): Promise<Objected> {
  const { subjectId, purposes, situation, atOnce } = making
  const self = atOnce ? null : await selfOf(portal, subjectId)
  const sources = toldSources(portal)
  const done = await record(portal.store, now, { kind: 'member', ref: subjectId }, async ledger => {
    const before = await objectionsOf(ledger.db, ledger.t, subjectId)
    const open = purposes.filter(
      purpose => !before.some(each => each.purpose === purpose.id && (stands(each, purpose, now) || isOpen(each, now))),
    )
    if (open.length === 0) return ledger.decline(false)
    const categories = [...new Set(open.map(each => each.category))]
    const asking = { subjectId, right: 'objection', categories, text: '', self, language } as const
    const requestId = atOnce ? null : (await askRight(ledger, portal, asking)).id
    for (const purpose of open) await objectTo(ledger, sources, purpose, { subjectId, requestId, situation })
    return true
  })
  if (!done) return { result: 'nothing' }
  return { result: (await obeyNow(portal, subjectId)) ? 'stopped' : 'waiting' }
}

/** Taking back the last open objection of a request ends that request too: there is nothing left to answer. */
async function takeBack(portal: Portal, subjectId: string, id: string, { now }: Viewing): Promise<Objected> {
  const done = await record(portal.store, now, { kind: 'member', ref: subjectId }, async ledger => {
    const row = await takeBackObjection(ledger, toldSources(portal), id, subjectId)
    const { requestId } = row ?? { requestId: null }
    const left: readonly ObjectionRow[] = requestId ? await objectionsIn(ledger.db, ledger.t, requestId) : []
    if (requestId && left.every(each => !isOpen(each, now))) {
      await withdrawRequest(ledger, portal.register.controller, requestId)
    }
    return row !== null
  })
  if (!done) return { result: 'nothing' }
  await obeyNow(portal, subjectId)
  return { result: 'back' }
}
