/** Demo: a letter from somebody who may not be who they say, asked about it; and a request that needed more time. */
import { assignRequest } from '#db/assignment.ts'
import { extendRequest } from '#db/extension.ts'
import { checkIdentity } from '#db/identity.ts'
import { receiveReply } from '#db/message.ts'
import { askQuestion } from '#db/question.ts'
import { record } from '#db/record.ts'
import { dayOf } from '#domain/day.ts'
import { extendedDays } from '#domain/extension.ts'
import { holidays } from '#domain/holidays.ts'
import { clockOf } from '#db/subject-request.ts'
import { longDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { byHandler, type Step } from './teller.ts'

const { notices } = words('nl')

export const questionSteps: readonly Step[] = [
  {
    // The hand under the letter was not the one on file: asked, and still waiting.
    daysAgo: 16,
    tell: async ({ file, portal, staff }) => {
      const { controller } = portal.register
      const request = await file('fatima@voorbeeld.example', { right: 'access', channel: 'letter', daysAgo: 1 })
      const today = dayOf(portal.now(), controller.timeZone)
      const doubt = 'De handtekening is anders dan die we kennen.'
      await byHandler(portal, staff, async (ledger, staffId) => {
        await assignRequest(ledger, request.id, staffId)
        const check = { method: 'knownFact', sure: false, note: doubt, staffId, answeredOn: today } as const
        await checkIdentity(ledger, controller, request, check)
        const ways = [notices.ways.callBack, notices.ways.session].map(way => `- ${way}`).join('\n')
        await askQuestion(ledger, controller, {
          requestId: request.id,
          about: 'identity',
          kind: 'identity',
          day: today,
          reason: doubt,
          text: `${notices.identity(doubt, ways, notices.pausedFrom(longDay(today, 'nl')))}\n\n${notices.regards(controller.name)}`,
          staffId,
        })
      })
    },
  },
  {
    // Many old files to read by hand: extended within the month, with its reason; the person wrote back.
    daysAgo: 22,
    tell: async ({ file, portal, staff }) => {
      const { controller } = portal.register
      const request = await file('anouk@voorbeeld.example', { right: 'access', channel: 'mail', daysAgo: 3 })
      const today = dayOf(portal.now(), controller.timeZone)
      const { read, t } = portal.store
      const clock = await clockOf(read, t, controller, request)
      const until = extendedDays(clock, today, holidays(controller.holidays))[2].answerBy ?? today
      const reason = 'Een deel van je dossier staat op papier. Dat lezen we met de hand.'
      const notice = notices.extension(
        notices.ground.complexity,
        reason,
        longDay(request.answerBy, 'nl'),
        longDay(until, 'nl'),
      )
      await byHandler(portal, staff, async (ledger, staffId) => {
        await assignRequest(ledger, request.id, staffId)
        const check = { method: 'codeOnFile', sure: true, note: '', staffId, answeredOn: today } as const
        await checkIdentity(ledger, controller, request, check)
        await extendRequest(ledger, controller, request.id, {
          months: 2,
          ground: 'complexity',
          reason,
          noticeDay: today,
          notice: `${notice}\n\n${notices.regards(controller.name)}`,
          staffId,
        })
      })
      await record(portal.store, portal.now(), { kind: 'member', ref: request.subjectId }, ledger =>
        receiveReply(ledger, controller, {
          requestId: request.id,
          text: 'Prima, ik wacht. Kunnen jullie ook kijken naar 2019?',
          day: today,
        }),
      )
    },
  },
]
