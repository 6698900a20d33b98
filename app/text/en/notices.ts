/** What we write to a member about the term: who asks, what do you mean, more time needed, too late. */
import type { notices as nl } from '../nl/notices.ts'
import type { Widen } from '../widen.ts'

const paragraphs = (...parts: readonly string[]) => parts.filter(Boolean).join('\n\n')

export const notices: Widen<typeof nl> = {
  ways: {
    session: 'Sign in to this portal and reply there.',
    codeOnFile: 'We send a code to an address that we already have of you.',
    knownFact: 'We ask you something that only you and we know.',
    callBack: 'We call you on a number that we already have of you.',
    seen: 'You come by and show who you are. We make no copy.',
    authority: 'Show that you may ask on behalf of somebody else.',
    codeGiven: 'We send a code to the address that you gave us.',
  },
  identity: (doubt, ways, clock) =>
    paragraphs(
      'We want to be sure that this request comes from you. Then nobody else gets your data.',
      `This is why we have doubts:\n${doubt}`,
      `Choose what is easiest for you:\n${ways}`,
      'Do not send a copy of your passport or driving licence. We do not need it.',
      clock,
    ),
  clarify: (held, own, clock) =>
    paragraphs(
      held,
      own,
      'Tell us what you look for, or which time it is about. You may also say "all of it". Then you get all of it.',
      clock,
    ),
  heldLarge: count => `We keep a lot about you: ${count} records. So we ask what you want to see.`,
  heldSmall: 'We want to help you soon. So we ask what exactly you want to see.',
  pausedFrom: day => `From ${day} the time for our answer stands still. It runs again as soon as you reply.`,
  notPaused: day => `The time just runs on. You get our answer by ${day} at the latest.`,
  ground: { complexity: 'Your request is complex.', number: 'There are many requests at once.' },
  extension: (ground, reason, from, to) =>
    paragraphs(
      `We need more time for your request. ${ground}`,
      `This is why:\n${reason}`,
      `You get our answer by ${to} at the latest. At first that was ${from}.`,
      'Do you not agree? Let us know. You can also complain to the Dutch data protection authority (AP).',
    ),
  overdue: (last, promised) =>
    paragraphs(
      `We are sorry. You should have had our answer by ${last}. We did not manage that.`,
      promised,
      'You need not wait. You can complain to the Dutch data protection authority (AP) now. You can also go to court now. There is no last day for that. You need no lawyer.',
    ),
  promised: day => `You get our answer by ${day} at the latest.`,
  overdueTitle: 'Our answer is late',
  regards: controller => `Regards,\n${controller}`,
}
