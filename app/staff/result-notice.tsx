/** What somebody just did, said on the page that comes after it. */
import { workbench } from '../text/nl/workbench.ts'
import { Notice } from '../ui/blocks.tsx'
import { useWords } from '../ui/use-words.ts'

type Result = { done: keyof typeof workbench.result; byHand: boolean }

/** From the address; anything that is not a result of ours is none. */
export function resultIn(search: URLSearchParams): Result | null {
  const said = search.get('gedaan')
  const known = Object.keys(workbench.result).find(each => each === said)
  return known ? { done: known as Result['done'], byHand: search.get('papier') === '1' } : null
}

export function ResultNotice({ result }: { result: Result | null }) {
  const { w } = useWords()
  if (!result) return null
  return (
    <Notice tone="done" live>
      <p>
        {w.workbench.result[result.done]} {result.byHand && <strong>{w.workbench.byHand}</strong>}
      </p>
    </Notice>
  )
}
