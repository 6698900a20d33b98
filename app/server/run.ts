/** The portal at work: pages, outbox, checkpoints, workers; until somebody says stop. */
import { obeyDue } from '../bar/obey.ts'
import { settleOverdue } from '../bar/settle.ts'
import { tellDueChoices } from '../choice/tell.ts'
import { sendDueAnswers } from '../letter/send.ts'
import { doDueCorrections } from '../member/carry-out.ts'
import { sendNotices } from '../told/send.ts'
import { sendMail } from '../post/sender.ts'
import { faultOf } from '../fault.ts'
import type { Portal } from '../portal.ts'
import type { Environment } from '../config.ts'
import { keepSigning } from './checkpoints.ts'
import { every } from './every.ts'
import { type Running, startServer } from './listen.ts'
import { startWorkers } from './workers.ts'

/** How long requests in flight may take after a stop, in milliseconds. */
const stopWithin = 30_000
/** How often letters whose thirty seconds are over are looked for, in milliseconds. */
const answerEvery = 1000
/** How often sources that could not be told what they may not use are told again, in milliseconds. */
const obeyEvery = 2000
/** How often corrections that could not be carried out at once are looked for, and old values to forget, in milliseconds. */
const correctEvery = 1000
/** How often objections that nobody decided by their last day are looked for, in milliseconds. */
const settleEvery = 30_000
/** How often notices to recipients that are due are looked for, in milliseconds. */
const tellEvery = 5000

/**
 * Serves until SIGTERM or SIGINT: then no new requests, those in flight finish, letters on their way too, workers put
 * their export down (it goes on at the next start), and the store closes. A second signal ends the process at once.
 * @param settings what workers get on top of this process's environment
 * @param ready called once, when requests are answered
 * @throws SigningRefused when the log contradicts an earlier checkpoint; PagesMissing; the listening error
 */
export async function runPortal(
  portal: Portal,
  settings: Environment,
  ready: (running: Running) => unknown,
): Promise<void> {
  const told = stopSignal()
  onCrash(portal)
  try {
    const signing = await keepSigning(portal)
    const running = await startServer(portal).catch(async (error: unknown) => {
      await signing.stop()
      throw error
    })
    const stop = new AbortController()
    const sending = sendMail(portal, stop.signal)
    const answering = every('answers', answerEvery, portal.log, async () => void (await sendDueAnswers(portal)))
    const choosing = every('consent', obeyEvery, portal.log, async () => void (await tellDueChoices(portal)))
    const obeying = every('obedience', obeyEvery, portal.log, async () => void (await obeyDue(portal)))
    const correcting = every('corrections', correctEvery, portal.log, async () => void (await doDueCorrections(portal)))
    const settling = every('objections', settleEvery, portal.log, async () => void (await settleOverdue(portal)))
    const telling = every('notices', tellEvery, portal.log, async () => void (await sendNotices(portal)))
    const workers = startWorkers(portal.config.workers, settings, portal.log)
    await ready(running)
    const signal = await told
    portal.log.info({ signal }, 'stopping')
    stop.abort()
    await Promise.all([
      running.stop(stopWithin),
      workers.stop(),
      answering.stop(),
      telling.stop(),
      obeying.stop(),
      correcting.stop(),
      settling.stop(),
      choosing.stop(),
      sending,
    ])
    await signing.stop()
  } finally {
    await portal.close()
  }
}

/** Resolves on the first SIGTERM or SIGINT; the second one has its usual effect. */
const stopSignal = (): Promise<NodeJS.Signals> =>
  new Promise(resolve => {
    const done = (signal: NodeJS.Signals) => {
      process.off('SIGTERM', done)
      process.off('SIGINT', done)
      resolve(signal)
    }
    process.on('SIGTERM', done)
    process.on('SIGINT', done)
  })

/** A fault that nobody caught ends the process, as it should; without printing what its message may quote. */
function onCrash(portal: Portal): void {
  process.once('uncaughtException', error => {
    portal.log.fatal(faultOf(error))
    process.exit(70)
  })
}
