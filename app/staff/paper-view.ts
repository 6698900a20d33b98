/** The letter as it goes into an envelope, with what is in the copy: for who has no e-mail (12(1)). */
import { sentAnswer } from '#db/answer.ts'
import { exportsOf, partsOf } from '#db/export.ts'
import { hiddenCounts } from '#db/hidden-value.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { blocksOf } from '../letter/blocks.ts'
import { printed } from '../letter/printed.ts'
import { missing } from '../missing.ts'
import { lookAtLetter } from './letter-look.ts'
import { sourcesOf } from './source-view.ts'

/** Not there before the letter was sent, and before this session said why it looks. */
export async function paperView(context: Context, staff: StaffVisitor, row: SubjectRequest) {
  const { portal } = context
  const { store, register } = portal
  const answer = await sentAnswer(store.read, store.t, row.id)
  if (!answer?.sentAt || !(await lookAtLetter(context, staff, row))) throw missing()
  const [paper, jobs, hidden] = await Promise.all([
    printed(portal, row, { ...answer, at: answer.sentAt, way: 'post', draft: false }),
    exportsOf(store.read, store.t, row.id),
    hiddenCounts(store.read, store.t, row.id),
  ])
  const job = jobs.find(each => each.builtAt && !each.removedAt)
  const parts = job ? await partsOf(store.read, store.t, job.id) : []
  const { language, title, sender, recipient, about } = paper
  return {
    reference: row.reference,
    letter: { language, title, sender, recipient, about, blocks: blocksOf(answer.text) },
    copy: job ? { sha256: job.sha256, sources: sourcesOf(register, parts, language) } : null,
    hidden: [...hidden.values()].reduce((sum, each) => sum + each, 0),
  }
}
