/** "Samengevoegd met …": two requests that ask the same get one answer; each keeps its own page. */
import type { AllWords } from '../../text/words.ts'
import { Notice } from '../blocks.tsx'

type Props = { merged: { into: string | null; with: readonly string[] }; w: AllWords['requests'] }

export const Merged = ({ merged, w }: Props) => (
  <>
    {merged.into && (
      <Notice tone="info" title={w.mergedWith}>
        <p>
          {w.mergedText} <Reference of={merged.into} />
        </p>
      </Notice>
    )}
    {merged.with.map(each => (
      <p key={each}>
        {w.mergedAlso} <Reference of={each} />
      </p>
    ))}
  </>
)

const Reference = ({ of }: { of: string }) => (
  <a className="mono" href={`/verzoeken/${of}`}>
    {of}
  </a>
)
