/** A letter's text as blocks: `## ` is a heading, lines with `- ` are a list, an empty line ends a paragraph. */
export type Block =
  | { kind: 'heading'; text: string }
  /** Lines that belong together, as they were broken. */
  | { kind: 'paragraph'; lines: readonly string[] }
  | { kind: 'list'; items: readonly string[] }

export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  for (const part of text.replaceAll('\r\n', '\n').split(/\n{2,}/)) {
    let lines: string[] = []
    let items: string[] = []
    const close = () => {
      if (lines.length > 0) blocks.push({ kind: 'paragraph', lines })
      if (items.length > 0) blocks.push({ kind: 'list', items })
      lines = []
      items = []
    }
    for (const line of part.split('\n').map(each => each.trim())) {
      if (line === '') continue
      if (line.startsWith('## ')) {
        close()
        blocks.push({ kind: 'heading', text: line.slice(3).trim() })
      } else if (line.startsWith('- ')) {
        if (lines.length > 0) close()
        items.push(line.slice(2).trim())
      } else {
        if (items.length > 0) close()
        lines.push(line)
      }
    }
    close()
  }
  return blocks
}

/** The words of a letter as people read them, without its marks: for the meter, and to compare one form with another. */
export const plainLines = (text: string): readonly string[] =>
  blocksOf(text).flatMap(block =>
    block.kind === 'heading' ? [block.text] : block.kind === 'list' ? block.items : block.lines,
  )
