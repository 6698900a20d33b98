/** The person writes to us on the page of their request; an open question is answered by it, and the mail says the new last day. */
import { longestMessage, receiveReply } from '#db/message.ts'
import { countOfRequest } from '#db/received-file.ts'
import { record } from '#db/record.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Actor } from '#domain/audit-entry.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { type FileFault, keepFiles, type ReadyFile } from '../intake/files.ts'
import { addressOf } from '../post/address.ts'
import { tellPerson } from '../post/tell.ts'
import type { Portal } from '../portal.ts'

/** Most files that somebody sends us about one request. */
const mostOfRequest = 50

/** What was written, with files or why those cannot be kept. */
export type Written = { text: string; files: readonly ReadyFile[] | FileFault }
/** `resumed`: the clock runs again. `over`: the request was closed. `full`: enough files. The others say what is wrong. */
export type Reply = 'sent' | 'resumed' | 'empty' | 'long' | 'over' | 'full' | FileFault

/** @param row the writer's own request */
export async function takeReply(
  portal: Portal,
  actor: Actor,
  row: SubjectRequest,
  written: Written,
  now: Instant,
): Promise<Reply> {
  const { store, register } = portal
  const { files } = written
  if (row.closedAt) return 'over'
  if (typeof files === 'string') return files
  const text = written.text.trim()
  if (text === '' && files.length === 0) return 'empty'
  if (text.length > longestMessage) return 'long'
  if (files.length > 0 && (await countOfRequest(store.read, store.t, row.id)) + files.length > mostOfRequest)
    return 'full'
  const to = await addressOf(portal, row)
  const { controller } = register
  const reply = { requestId: row.id, text, day: dayOf(now, controller.timeZone) }
  return record(store, now, actor, async ledger => {
    const { id, resumed } = await receiveReply(ledger, controller, reply)
    await keepFiles(ledger, files, null, { requestId: row.id, messageId: id }, row.id)
    if (resumed) await tellPerson(ledger, portal, row.id, to, { kind: 'answerIn' })
    return resumed ? 'resumed' : 'sent'
  })
}
