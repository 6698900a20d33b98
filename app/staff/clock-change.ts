/** What staff do to the clock of a request, each with its law: ask what is meant, resume, extend, and own up to being late. */
import { extendRequest } from '#db/extension.ts'
import { longestMessage, sendMessage } from '#db/message.ts'
import { resumeRequest } from '#db/pause.ts'
import { askQuestion } from '#db/question.ts'
import { dayOf, readDay } from '#domain/day.ts'
import { extensionReasons, longestReason } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'
import { isLarge, kindOfQuestion } from '#domain/question.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import { number } from '../text/dates.ts'
import { type Acting, change, choiceIn, isStale, type Outcome, refuse, textIn } from './acting.ts'
import { clockView } from './clock-view.ts'
import { answerDay } from './answer-day.ts'
import { identityView } from './identity-view.ts'
import { writtenFor } from './notice-text.ts'
import { beforeAsking } from './question-view.ts'

/** What exactly is asked, when much is held (recital 63): access only; the person may say "all of it" (TIME-12). */
export async function askScope(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const { portal } = context
  const { register } = portal
  if (row.right !== 'access') return refuse('scopeTold', 'notAccess')
  const told = textIn(form, 'scopeTold')
  if (told === '') return refuse('scopeTold', 'questionEmpty')
  if (told.length > longestMessage / 2) return refuse('scopeTold', 'messageLong')
  const prompt = choiceIn(form, 'scopePrompt', ['yes', 'no'])
  if (!prompt) return refuse('scopePrompt', 'promptMissing')
  const [clock, identity] = await Promise.all([clockView(context, row), identityView(context, row)])
  if (row.answeredAt || row.closedAt) return refuse('scopeTold', 'over')
  if (clock.questions.some(({ kind }) => kind === 'clarify')) return refuse('scopeTold', 'questionOpen')
  const before = await beforeAsking(context, row, 'clarify', { clock, identity })
  const kind = kindOfQuestion({ ...before, prompt: prompt === 'yes' }, holidays(register.controller.holidays))
  const to = await addressOf(portal, row)
  const { w, day, closing, language } = await writtenFor(portal, row, to)
  const stops = kind === 'clarify'
  const held = before.held ?? 0
  const text = w.clarify(
    isLarge(held) ? w.heldLarge(number(held, language)) : w.heldSmall,
    told,
    stops ? w.pausedFrom(day(clock.today)) : clock.answerBy ? w.notPaused(day(clock.answerBy)) : '',
  )
  const done = await change(acting, async ledger => {
    await askQuestion(ledger, register.controller, {
      requestId: row.id,
      about: 'clarify',
      kind,
      day: clock.today,
      reason: told,
      text: `${text}\n\n${closing}`,
      staffId: staff.staffId,
    })
    await tellPerson(ledger, portal, row.id, to, { kind: 'question', asks: 'clarify' })
  })
  if (isStale(done)) return done
  return { done: stops ? 'asked' : 'askedVoid', byHand: !to?.account }
}

/** A sufficient answer came outside the portal on this day: the clock runs again from it (TIME-11). */
export async function resume(acting: Acting): Promise<Outcome> {
  const { context, row } = acting
  const { portal, now } = context
  const { controller } = portal.register
  const answeredOn = await answerDay(acting, 'answeredOn', dayOf(now, controller.timeZone))
  if (answeredOn === null) return refuse('answeredOn', 'dayImpossible')
  const to = await addressOf(portal, row)
  const done = await change(acting, async ledger => {
    const resumed = await resumeRequest(ledger, controller, row.id, answeredOn)
    await tellPerson(ledger, portal, row.id, to, { kind: 'answerIn' })
    return resumed
  })
  if (isStale(done)) return done
  return done ? { done: 'resumed' } : refuse('answeredOn', 'nothingOpen')
}

/** The one extension, with its notice on the person's page and the mail about it, in one change (TIME-08, TIME-09). */
export async function extend(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const { portal } = context
  const ground = choiceIn(form, 'ground', extensionReasons)
  if (!ground) return refuse('ground', 'groundMissing')
  const reason = textIn(form, 'extendReason')
  if (reason === '') return refuse('extendReason', 'reasonEmpty')
  if (reason.length > longestReason) return refuse('extendReason', 'reasonLong')
  const typed = choiceIn(form, 'months', ['1', '2'])
  if (!typed) return refuse('months', 'monthsMissing')
  const months = typed === '1' ? 1 : 2
  const clock = await clockView(context, row)
  const [from, until] = [clock.answerBy ?? clock.unsuspended, clock.extended[months]]
  const to = await addressOf(portal, row)
  const { w, day, closing } = await writtenFor(portal, row, to)
  const notice = w.extension(w.ground[ground], reason, from ? day(from) : '', until ? day(until) : '')
  const refused = await change(acting, async ledger => {
    const because = await extendRequest(ledger, portal.register.controller, row.id, {
      months,
      ground,
      reason,
      noticeDay: clock.today,
      notice: `${notice}\n\n${closing}`,
      staffId: staff.staffId,
    })
    await tellPerson(ledger, portal, row.id, to, { kind: 'extended' })
    return because
  })
  if (isStale(refused)) return refused
  return refused ? refuse('extendReason', refused) : { done: 'extended', byHand: !to?.account }
}

/** We are late: the apology with a new day, and that the authority and the court are open now (law/rules §5, UAVG 35(2)). */
export async function overdue(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const { portal } = context
  const clock = await clockView(context, row)
  if (!clock.overdue || !clock.answerBy) return refuse('promisedOn', 'notLate')
  const promised = readDay(textIn(form, 'promisedOn'))
  if (!promised || promised < clock.today) return refuse('promisedOn', 'dayPast')
  const to = await addressOf(portal, row)
  const { w, day, closing } = await writtenFor(portal, row, to)
  const text = `${w.overdue(day(clock.answerBy), w.promised(day(promised)))}\n\n${closing}`
  const done = await change(acting, async ledger => {
    await sendMessage(ledger, { requestId: row.id, text, staffId: staff.staffId })
    await tellPerson(ledger, portal, row.id, to, { kind: 'message' })
  })
  return isStale(done) ? done : { done: 'messageSent', byHand: !to?.account }
}

/** A message on the person's page; the mail about it holds none of it. */
export async function message(acting: Acting): Promise<Outcome> {
  const { context, staff, row, form } = acting
  const { portal } = context
  const text = textIn(form, 'message')
  if (text === '') return refuse('message', 'messageEmpty')
  if (text.length > longestMessage) return refuse('message', 'messageLong')
  const to = await addressOf(portal, row)
  const done = await change(acting, async ledger => {
    await sendMessage(ledger, { requestId: row.id, text, staffId: staff.staffId })
    await tellPerson(ledger, portal, row.id, to, { kind: 'message' })
  })
  return isStale(done) ? done : { done: 'messageSent', byHand: !to?.account }
}
