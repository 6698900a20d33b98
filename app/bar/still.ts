/** Zet stil: what a person wants only stored, on which ground of 18(1), and their own ending of it. */
import { record } from '#db/record.ts'
import { kindOf, lift, restrict, type RestrictionRow, restrictionsOf } from '#db/restriction.ts'
import { requestById, withdrawRequest } from '#db/subject-request.ts'
import { isOn, restrictionGrounds, type RestrictionGround, type RestrictionScope } from '#domain/bar.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Register } from '#domain/register.ts'
import { selfOf } from '../member/self.ts'
import type { Portal } from '../portal.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { askRight } from './ask.ts'
import { obeyNow, toldSources } from './obey.ts'

type Viewing = { now: Instant; language: Language }

export type StillView = {
  id: string
  /** `Alle gegevens`, `Eén gebruik`, `Eén gegeven`. */
  kind: string
  /** Of what, in the register's words. */
  what: string
  ground: RestrictionGround
  since: string
  reference: string | null
  /** The day that it may be used again, once the person was told; null before that. */
  liftsOn: string | null
  /** The person ends it themselves: not while it waits for the outcome of something else. */
  own: boolean
}
export type StillPage = {
  now: readonly StillView[]
  /** `c:` a category, `p:` a purpose. */
  choices: readonly { value: string; label: string }[]
}

export async function stillPage(
  portal: Pick<Portal, 'store' | 'register'>,
  subjectId: string,
  viewing: Viewing,
): Promise<StillPage> {
  const { register } = portal
  const { language } = viewing
  const w = words(language).object
  const held = register.categories.filter(each => each.heldBy !== 'portal')
  return {
    now: await stillNow(portal, subjectId, viewing),
    choices: held.flatMap(category => [
      { value: `c:${category.id}`, label: w.stillCategory(category.label[language]) },
      ...register.purposes
        .filter(each => each.category === category.id)
        .map(each => ({
          value: `p:${each.id}`,
          label: w.stillPurpose(each.label[language], category.label[language]),
        })),
    ]),
  }
}

/** What is set still of this person now, oldest first; the same for the member's page and for staff. */
export async function stillNow(
  { store, register }: Pick<Portal, 'store' | 'register'>,
  subjectId: string,
  { now, language }: Viewing,
): Promise<readonly StillView[]> {
  const rows = (await restrictionsOf(store.read, store.t, subjectId)).filter(each => isOn(each, now))
  return Promise.all(
    rows.map(async row => ({
      id: row.id,
      kind: words(language).object.stillPlace[kindOf(row.scope)],
      what: scopeText(register, row.scope, language),
      ground: row.ground,
      since: longDay(dayOf(row.since, register.controller.timeZone), language),
      reference: row.requestId ? ((await requestById(store.read, store.t, row.requestId))?.reference ?? null) : null,
      liftsOn: row.liftsOn && longDay(row.liftsOn, language),
      own: row.causeId === null,
    })),
  )
}

function scopeText(register: Register, scope: RestrictionScope, language: Language): string {
  if ('category' in scope) return labelOf(register.categories, scope.category, language)
  if ('purpose' in scope) {
    const purpose = register.purposes.find(each => each.id === scope.purpose)
    const of = purpose && labelOf(register.categories, purpose.category, language)
    return `${labelOf(register.purposes, scope.purpose, language)} (${of ?? ''})`
  }
  const table = register.sources.find(each => each.id === scope.source)?.tables.find(each => each.id === scope.table)
  const column = table?.columns.find(each => each.id === scope.column)
  return [table?.label[language], column?.label[language]].filter(Boolean).join(': ')
}

const labelOf = (list: readonly { id: string; label: Register['controller']['product'] }[], id: string, of: Language) =>
  list.find(each => each.id === id)?.label[of] ?? id

export type Stilled =
  | { result: 'still' | 'waiting' | 'lifted' | 'nothing' }
  | { errors: Partial<Record<'what' | 'ground', string>>; typed: { what: string; ground: string } }

/** What the form of the page asks for; null when it asks for nothing there is. */
export async function setStill(
  portal: Portal,
  subjectId: string,
  form: URLSearchParams,
  viewing: Viewing,
): Promise<Stilled | null> {
  const { register } = portal
  if (form.get('do') === 'lift') return liftOwn(portal, subjectId, form.get('restriction') ?? '', viewing)
  if (form.get('do') !== 'still') return null
  const [what, typedGround] = [form.get('what') ?? '', form.get('ground') ?? '']
  const scope = scopeIn(register, what)
  const ground = restrictionGrounds.find(each => each === typedGround)
  const { errors: w } = words(viewing.language).object
  if (!scope || !ground) {
    const errors = { ...(!scope && { what: w.what }), ...(!ground && { ground: w.ground }) }
    return { errors, typed: { what, ground: typedGround } }
  }
  const self = await selfOf(portal, subjectId)
  const category = scope.category ?? register.purposes.find(each => each.id === scope.purpose)?.category
  const done = await record(portal.store, viewing.now, { kind: 'member', ref: subjectId }, async ledger => {
    const on = (await restrictionsOf(ledger.db, ledger.t, subjectId)).filter(each => isOn(each, viewing.now))
    if (on.some(each => each.causeId === null && isSame(each, ground, scope))) return ledger.decline(false)
    const { id } = await askRight(ledger, portal, {
      subjectId,
      right: 'restriction',
      categories: category ? [category] : null,
      text: words(viewing.language).object.grounds[ground],
      self,
      language: viewing.language,
    })
    const wanted = { subjectId, ground, requestId: id, scope: asScope(scope) }
    await restrict(ledger, toldSources(portal), wanted)
    return true
  })
  if (!done) return { result: 'nothing' }
  return { result: (await obeyNow(portal, subjectId)) ? 'still' : 'waiting' }
}

type Chosen = { category?: string; purpose?: string }

function scopeIn(register: Register, typed: string): Chosen | null {
  const id = typed.slice(2)
  const held = register.categories.filter(each => each.heldBy !== 'portal').map(each => each.id)
  if (typed.startsWith('c:')) return held.includes(id) ? { category: id } : null
  const known = register.purposes.some(each => each.id === id && held.includes(each.category))
  return typed.startsWith('p:') && known ? { purpose: id } : null
}

const asScope = ({ category, purpose }: Chosen): RestrictionScope =>
  category === undefined ? { purpose: purpose ?? '' } : { category }

const isSame = ({ ground, scope }: RestrictionRow, wanted: RestrictionGround, chosen: Chosen): boolean =>
  ground === wanted && JSON.stringify(scope) === JSON.stringify(asScope(chosen))

/** Their own wish ends at once (REST-03); with it ends the request, when it still awaited an answer. */
async function liftOwn(portal: Portal, subjectId: string, id: string, { now }: Viewing): Promise<Stilled> {
  const { controller } = portal.register
  const today = dayOf(now, controller.timeZone)
  const done = await record(portal.store, now, { kind: 'member', ref: subjectId }, async ledger => {
    const rows = await restrictionsOf(ledger.db, ledger.t, subjectId)
    const row = rows.find(each => each.id === id && each.causeId === null)
    if (!row) return ledger.decline(false)
    await lift(ledger, toldSources(portal), { id, subjectId, by: null, today })
    if (row.requestId) await withdrawRequest(ledger, controller, row.requestId)
    return true
  })
  // A lift that found nothing declines to a word of its own.
  if (done !== true) return { result: 'nothing' }
  await obeyNow(portal, subjectId)
  return { result: 'lifted' }
}
