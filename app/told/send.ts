/** Carries out the notices that are due: webhooks now, mail through the outbox (decision 141). */
import { mailById, queueMail } from '#db/mail.ts'
import type { Notice } from '#db/notice.ts'
import { dueNotices, noteMail, noteTry, noticeMailed, takeNotice, waitForMail } from '#db/notice-job.ts'
import { record } from '#db/record.ts'
import type { Located } from '#domain/subject.ts'
import { selfOf } from '../member/self.ts'
import { compose } from '../post/compose.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { deliver } from './webhook.ts'

const actor = { kind: 'system', ref: 'notices' } as const

/** How the trouble is named when the machine cannot do it: a person is asked at once. */
type Lasting = 'noAddress' | 'noPerson'

/**
 * Everything that is due, once; gives how many were taken up. A program that stops between sending and recording sends the
 * same notice under the same id again.
 * @param options.ca certificates that a recipient's server may show, instead of the machine's own
 */
export async function sendNotices(portal: Portal, options: { ca?: string } = {}): Promise<number> {
  const { store } = portal
  const due = await dueNotices(store.read, store.t, portal.now())
  for (const id of due) {
    const taken = await takeNotice(store, id, portal.now())
    if (taken) await sendOne(portal, taken, options.ca)
  }
  return due.length
}

async function sendOne(portal: Portal, taken: Notice, ca: string | undefined): Promise<void> {
  if (taken.mailId) return lookAtMail(portal, taken, taken.mailId)
  const self = await selfOf(portal, taken.subjectId)
  if (!self) return giveUp(portal, taken, 'noPerson')
  const to = portal.register.recipients.find(({ id }) => id === taken.recipientId)?.notify
  if (!to) return giveUp(portal, taken, 'noAddress')
  if ('mail' in to) return mailTo(portal, taken, self, to.mail)
  const secret = portal.config.webhooks.secrets[to.secret]
  if (!secret) return giveUp(portal, taken, 'noAddress')
  const tried = await deliver({
    url: to.webhook,
    secret,
    id: taken.id,
    at: new Date(portal.now()),
    body: JSON.stringify(bodyOf(portal, taken, self)),
    allow: portal.config.webhooks.allow,
    ...(ca && { ca }),
  })
  if (tried.trouble) portal.log.warn({ notice: taken.id, trouble: tried.trouble }, 'a recipient did not take a notice')
  await record(portal.store, portal.now(), actor, ledger => noteTry(ledger, taken, tried))
}

const giveUp = async (portal: Portal, taken: Notice, trouble: Lasting): Promise<void> => {
  await record(portal.store, portal.now(), actor, ledger =>
    noteTry(ledger, taken, { status: null, trouble, milliseconds: 0 }, true),
  )
}

/** What a recipient needs to find the person and to know what changed; the value itself they ask us for. */
const bodyOf = ({ register }: Portal, taken: Notice, self: Located) => ({
  type: `personal-data.${taken.cause}`,
  timestamp: taken.createdAt,
  data: {
    notice: taken.id,
    controller: register.controller.name,
    contact: register.controller.email,
    subject: { number: self.number, name: self.displayName },
    categories: taken.categories,
  },
})

async function mailTo(portal: Portal, taken: Notice, self: Located, to: string): Promise<void> {
  const { register, config } = portal
  const w = words('nl').told
  const labels = taken.categories.map(id => register.categories.find(each => each.id === id)?.label.nl ?? id)
  const letter = compose(
    { controller: register.controller.name, site: new URL(config.baseUrl).host },
    'recipientTold',
    'nl',
    {
      subject: w.mail.subject(register.controller.name),
      message: w.mail.message[taken.cause],
      facts: [
        [w.mail.number, self.number],
        [w.mail.name, self.displayName],
        ...(labels.length > 0 ? [[w.mail.about, labels.join(', ')] as const] : []),
        [w.mail.notice, taken.id],
      ],
      todo: w.mail.todo[taken.cause],
      more: [w.mail.answer(register.controller.email)],
    },
  )
  await record(portal.store, portal.now(), actor, async ledger => {
    const mailId = await queueMail(ledger, letter, to)
    return (await noticeMailed(ledger, taken, mailId)) || ledger.decline(false)
  })
}

/** The outbox says what became of the mail. */
async function lookAtMail(portal: Portal, taken: Notice, mailId: string): Promise<void> {
  const { store } = portal
  const mail = await mailById(store.read, store.t, mailId)
  if (mail && !mail.sentAt && !mail.failedAt) return waitForMail(store, taken, portal.now())
  const trouble = mail?.sentAt ? null : (mail?.trouble ?? 'lost')
  await record(store, portal.now(), actor, ledger => noteMail(ledger, taken, trouble))
}
