/** A letter on the screen: the same blocks as on paper. */
import type { Block } from '../letter/blocks.ts'
import { Value } from './value.tsx'

/** `heading`: the level below which the letter's own headings stand. */
export const LetterText = ({
  blocks,
  language,
  heading: Heading = 'h3',
}: {
  blocks: readonly Block[]
  language: string
  heading?: 'h3' | 'h4'
}) => (
  <div className="letter" lang={language}>
    {blocks.map((block, index) =>
      block.kind === 'heading' ? (
        <Heading key={index}>{block.text}</Heading>
      ) : block.kind === 'list' ? (
        <ul key={index}>
          {block.items.map((item, at) => (
            <li key={at}>
              <Value>{item}</Value>
            </li>
          ))}
        </ul>
      ) : (
        <p key={index}>
          <Value>{block.lines.join('\n')}</Value>
        </p>
      ),
    )}
  </div>
)
