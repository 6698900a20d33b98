/** A letter that was sent, on paper, for the bundle of the person it was for. Made by the server only (`pdf.ts`). */
import { answerById } from '#db/answer.ts'
import { requestById } from '#db/subject-request.ts'
import type { Portal } from '../portal.ts'
import { letterPdf } from './pdf.ts'
import { printed } from './printed.ts'

/** Null when there is no such letter, when it was not sent, and when it is somebody else's. */
export async function paperOf(
  portal: Pick<Portal, 'store' | 'people' | 'register'>,
  answerId: string,
  subjectId: string,
): Promise<Buffer | null> {
  const { read, t } = portal.store
  const answer = await answerById(read, t, answerId)
  const request = answer && (await requestById(read, t, answer.requestId))
  if (!answer?.sentAt || request?.subjectId !== subjectId) return null
  return letterPdf(await printed(portal, request, { ...answer, at: answer.sentAt, draft: false }))
}
