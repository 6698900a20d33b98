/** A word in a coloured box. The word carries the meaning, the colour only helps. */
import type { ReactNode } from 'react'

export type Tone = 'plain' | 'turn' | 'busy' | 'done' | 'late'

export const Tag = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={tone === 'plain' ? 'tag' : `tag tag-${tone}`}>{children}</span>
)
