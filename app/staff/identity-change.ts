/** Writing down how we know who asks, or what makes us doubt; and asking the person (12(6), ID-01 … ID-04). */
import { checkIdentity, identityChecksOf } from '#db/identity.ts'
import { longestMessage } from '#db/message.ts'
import { askQuestion } from '#db/question.ts'
import { dayOf } from '#domain/day.ts'
import { holidays } from '#domain/holidays.ts'
import { identityMethods, offeredWays } from '#domain/identity.ts'
import { kindOfQuestion } from '#domain/question.ts'
import { longestNote } from '#domain/request-note.ts'
import { missing } from '../missing.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import { type Acting, change, choiceIn, isStale, type Outcome, refuse, textIn } from './acting.ts'
import { answerDay } from './answer-day.ts'
import { clockView } from './clock-view.ts'
import { identityView } from './identity-view.ts'
import { writtenFor } from './notice-text.ts'
import { beforeAsking } from './question-view.ts'

/** One check: its method, whether it convinced, and what was checked or what the doubt is. */
export async function identity(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const { register } = context.portal
  const method = choiceIn(form, 'method', identityMethods)
  if (!method) throw missing()
  const outcome = choiceIn(form, 'outcome', ['sure', 'doubt'])
  if (!outcome) return refuse('outcome', 'outcomeMissing')
  const note = textIn(form, 'identityNote')
  // A doubt must be said (ID-01); of what convinced, the method may be enough.
  if (outcome === 'doubt' && note === '') return refuse('identityNote', 'doubtEmpty')
  if (note.length > longestNote) return refuse('identityNote', 'noteLong')
  const today = dayOf(context.now, register.controller.timeZone)
  const answeredOn = await answerDay(acting, 'checkedOn', today)
  if (answeredOn === null) return refuse('checkedOn', 'dayImpossible')
  if (row.answeredAt || row.closedAt) return refuse('identityNote', 'over')
  const to = await addressOf(context.portal, row)
  const done = await change(acting, async ledger => {
    const check = { method, sure: outcome === 'sure', note, staffId: staff.staffId, answeredOn }
    const resumed = await checkIdentity(ledger, register.controller, row, check)
    // The clock runs again: the person hears the new last day (law/rules §5).
    if (resumed) await tellPerson(ledger, context.portal, row.id, to, { kind: 'answerIn' })
  })
  return isStale(done) ? done : { done: outcome === 'sure' ? 'checked' : 'doubted' }
}

/** A question about who asks: with its doubt, the ways to show it, and what it does to the term, on the person's page and by mail. */
export async function askIdentity(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const { portal } = context
  const { register } = portal
  const told = textIn(form, 'doubtTold')
  if (told === '') return refuse('doubtTold', 'doubtEmpty')
  if (told.length > longestMessage / 2) return refuse('doubtTold', 'messageLong')
  const ways = offeredWays.filter(each => form.getAll('ways').includes(each))
  if (ways.length === 0) return refuse('ways', 'waysMissing')
  const prompt = choiceIn(form, 'identityPrompt', ['yes', 'no'])
  if (!prompt) return refuse('identityPrompt', 'promptMissing')
  const [clock, view] = await Promise.all([clockView(context, row), identityView(context, row)])
  if (row.answeredAt || row.closedAt) return refuse('doubtTold', 'over')
  if (clock.questions.some(({ kind }) => kind === 'identity')) return refuse('doubtTold', 'questionOpen')
  if (!view.signedIn && !view.doubt) return refuse('doubtTold', 'doubtFirst')
  const before = await beforeAsking(context, row, 'identity', { clock, identity: view })
  const kind = kindOfQuestion({ ...before, prompt: prompt === 'yes' }, holidays(register.controller.holidays))
  const to = await addressOf(portal, row)
  const { w, day, closing } = await writtenFor(portal, row, to)
  const stops = kind === 'identity'
  const text = w.identity(
    told,
    ways.map(way => `- ${w.ways[way]}`).join('\n'),
    stops ? w.pausedFrom(day(clock.today)) : clock.answerBy ? w.notPaused(day(clock.answerBy)) : '',
  )
  const done = await change(acting, async ledger => {
    // The doubt as it is on record at this moment, not as the page knew it.
    const checks = await identityChecksOf(ledger.db, ledger.t, row.id)
    await askQuestion(ledger, register.controller, {
      requestId: row.id,
      about: 'identity',
      kind,
      day: clock.today,
      reason: checks.findLast(each => !each.sure)?.note ?? told,
      text: `${text}\n\n${closing}`,
      staffId: staff.staffId,
    })
    await tellPerson(ledger, portal, row.id, to, { kind: 'question', asks: 'identity' })
  })
  if (isStale(done)) return done
  return { done: stops ? 'asked' : 'askedVoid', byHand: !to?.account }
}
