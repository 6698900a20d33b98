/** What the last step did; a result that the page contradicts is an old address, and is not told. */
import { Notice } from '../ui/blocks.tsx'
import { useWords } from '../ui/use-words.ts'
import type { Result } from './letter-act.ts'
import type { LetterView } from './letter-view.ts'

export function LetterResult({ result, state }: { result: Result; state: LetterView['state'] }) {
  const { w } = useWords()
  const k = w.letters
  const told: Readonly<Record<Result, string | null>> = {
    saved: k.saved,
    savedFirst: k.savedFirst,
    redrafted: k.redrafted,
    added: k.added,
    takenBack: k.takenBack,
    tooLate: k.tooLate,
    queued: null,
    posted: k.posted.done,
    lookTaken: k.look.taken,
    lookDecided: k.look.sent,
  }
  const always = result === 'posted' || result === 'tooLate' || result === 'lookTaken' || result === 'lookDecided'
  const text = always || state === 'draft' ? told[result] : null
  return text ? (
    <Notice tone={result === 'savedFirst' || result === 'tooLate' ? 'turn' : 'done'} live>
      <p>{text}</p>
    </Notice>
  ) : null
}
