/** A letter with its head, ready for paper: who writes, to whom when it is posted, of which day and which request. */
import type { Answer } from '#db/answer.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { plainDay } from '../text/dates.ts'
import { words } from '../text/words.ts'
import type { PrintedLetter } from './pdf.ts'
import { recipientOf } from './recipient.ts'

/**
 * @param letter.text with its marks filled in
 * @param letter.at when it was sent, or now
 * @param letter.way `post`: the address of who it is for stands on it
 */
export async function printed(
  portal: Pick<Portal, 'store' | 'people' | 'register'>,
  request: SubjectRequest,
  letter: { text: string; language: Language; at: Instant; way: Answer['way']; draft: boolean },
): Promise<PrintedLetter> {
  const { controller } = portal.register
  const { language, at } = letter
  const w = words(language).letters.pdf
  const recipient = letter.way === 'post' ? await recipientOf(portal, request, language) : null
  const address = controller.postalAddress?.split(/\n|, /) ?? [controller.email]
  return {
    language,
    title: w.title,
    sender: [controller.name, ...address],
    recipient: recipient ? [recipient.name, ...recipient.address] : [],
    about: [
      ...(letter.draft ? [w.draft] : []),
      plainDay(dayOf(at, controller.timeZone), language),
      w.reference(request.reference),
    ],
    text: letter.text,
    page: w.page,
    at,
  }
}
