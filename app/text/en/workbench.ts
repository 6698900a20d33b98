/** Sentences of what staff do with one request: who asks, questions, extension, labels. */
import type { workbench as nl } from '../nl/workbench.ts'
import type { Widen } from '../widen.ts'

export const workbench: Widen<typeof nl> = {
  tabsLabel: 'Parts of this request',
  tabs: { overview: 'Overview', review: 'Review', decision: 'Decision', letter: 'Letter' },
  alsoHere: (names: string, count: number) => (count === 1 ? `${names} is looking too` : `${names} are looking too`),
  leftToDo: (count: number) =>
    count === 0
      ? 'Everything is ready to send'
      : count === 1
        ? '1 thing left before you can send'
        : `${count} things left before you can send`,
  stale: {
    title: 'This was not saved: something changed in the meantime',
    by: (who: string, at: string) => `${who}, ${at}`,
    who: { member: 'the member', staff: 'a colleague', system: 'the portal', anon: 'somebody from outside' },
    more: (count: number) => (count === 1 ? 'And 1 more change.' : `And ${count} more changes.`),
    kept: 'What you typed is still there. See whether it still holds, and save it again.',
  },
  done: 'done',
  toDo: 'to do',
  check: {
    identity: 'Establish who makes the request',
    question: 'Wait for the member’s reply',
    collect: 'Collect the data',
    sources: 'Look at the source that does not answer',
    review: 'Review what goes along',
    decide: 'Make a decision',
    letter: 'Write the letter',
    approve: 'Ask for a second pair of eyes',
  },
}
