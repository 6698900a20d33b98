/** What staff can do about a letter: send it again, put it aside, or not wait for its next try. */
import { z } from 'zod'
import { hurryMail, putAsideMail } from '#db/outbox.ts'
import { record } from '#db/record.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { missing } from '../missing.ts'
import { resend, type ResendRefusal } from '../post/resend.ts'

/** Most letters that one form sends again: those of one page. */
const most = 50

const id = z.string().regex(/^[\w-]{1,64}$/)
const wanted = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('resend'), mail: z.array(id).length(1) }),
  z.object({ intent: z.literal('resendAll'), mail: z.array(id).min(1).max(most) }),
  z.object({ intent: z.literal('aside'), mail: z.array(id).length(1) }),
  z.object({ intent: z.literal('hurry'), mail: z.array(id).length(1) }),
])

/** What was done, as the page's address says it; `kept`: how many could not be sent again. */
export type PostDone = { what: 'resent' | 'aside' | 'hurried'; count: number; kept: number }

/** Makes the change; a refusal is a value. */
export async function changePost(
  { portal, now }: Context,
  { staffId }: StaffVisitor,
  form: FormData,
): Promise<PostDone | { refused: ResendRefusal }> {
  const asked = wanted.safeParse({ intent: form.get('intent'), mail: form.getAll('mail') })
  if (!asked.success) throw missing()
  const { intent, mail } = asked.data
  const by = { kind: 'staff', ref: staffId } as const
  if (intent === 'resend' || intent === 'resendAll') {
    const refused: ResendRefusal[] = []
    for (const each of mail) {
      const because = await resend(portal, each, by, now)
      if (because) refused.push(because)
    }
    const [only] = refused
    if (intent === 'resend' && only) return { refused: only }
    return { what: 'resent', count: mail.length - refused.length, kept: refused.length }
  }
  const change = intent === 'aside' ? putAsideMail : hurryMail
  const changed = await record(portal.store, now, by, async ledger =>
    (await change(ledger, mail[0]!)) ? true : ledger.decline(false),
  )
  if (!changed) return { refused: 'settled' }
  return { what: intent === 'aside' ? 'aside' : 'hurried', count: 1, kept: 0 }
}

/** The same page, with what was done. */
export function postDone(here: string, { what, count, kept }: PostDone): string {
  return `${here}${here.includes('?') ? '&' : '?'}gedaan=${what}-${count}-${kept}`
}

export function readPostDone(text: string | null): PostDone | null {
  const [, what, count, kept] = /^(resent|aside|hurried)-(\d{1,2})-(\d{1,2})$/.exec(text ?? '') ?? []
  return what ? { what: what as PostDone['what'], count: Number(count), kept: Number(kept) } : null
}
