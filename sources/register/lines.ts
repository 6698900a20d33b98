/** The YAML text of a register with its line numbers. */
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Complaint, dotted, type Fault, type Path } from './fault.ts'

/** Longest register that is read, in characters; one of ten thousand columns stays well below it. */
export const longest = 4_000_000
/** How often aliases may be followed in all; more is a file made to grow. */
const mostAliases = 10_000

export type Spot = { line: number; column: number }
export type Lines = {
  /** The plain value of the whole file. */
  value: unknown
  /** Faults of the YAML itself: indentation, a key that stands there twice. */
  complaints: readonly (Complaint & Spot)[]
  /** Where a path stands; of something missing, where the nearest thing above it begins. */
  spot: (path: Path) => Spot
}

/** Reads YAML 1.2. Anchors (`&x`) and aliases (`*x`) may be used to say a text once; a fault is shown where it is written. */
export function readLines(text: string): Lines {
  if (text.length > longest) {
    const message = `this file has ${text.length} characters, more than ${longest}`
    return blank({ rule: 'notYaml', at: [], message, cure: 'Split the register, or leave out what repeats.' })
  }
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, version: '1.2', merge: false, prettyErrors: false })
  const place = (offset: number): Spot => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const complaints = document.errors.map(error => ({ ...ofYaml(error.code, error.message), ...place(error.pos[0]) }))
  if (complaints.some(each => each.rule === 'notYaml')) return { ...nothing, complaints }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: mostAliases })
    // A text that contains itself through an alias has no end; writing it down once finds that out.
    JSON.stringify(value)
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return blank({
      rule: 'notYaml',
      at: [],
      message: `an alias cannot be followed: ${why}`,
      cure: 'Mend or remove it.',
    })
  }
  return {
    value,
    complaints,
    spot: path => place(offsetOf(document, path)),
  }
}

/** Gives complaints their lines, in the order of the file. */
export function placed(file: string, lines: Lines, complaints: readonly (Complaint & Partial<Spot>)[]): Fault[] {
  return inOrder(
    complaints.map(({ line, column, ...complaint }) => {
      const spot = line && column ? { line, column } : lines.spot(complaint.at)
      return { ...complaint, ...spot, file, path: dotted(complaint.at) }
    }),
  )
}

export const inOrder = (faults: readonly Fault[]): Fault[] =>
  faults.toSorted((a, b) => a.line - b.line || a.column - b.column)

function ofYaml(code: string, message: string): Complaint {
  if (code === 'DUPLICATE_KEY') {
    return {
      rule: 'duplicateId',
      at: [],
      message: 'this name stands here twice',
      cure: 'Give one of them another name, or remove it.',
    }
  }
  const words = message.replace(/\.?\s*$/, '')
  return { rule: 'notYaml', at: [], message: `this is not YAML: ${words}`, cure: 'Mend the indentation or the quotes.' }
}

const nothing: Lines = { value: undefined, complaints: [], spot: () => ({ line: 1, column: 1 }) }
const blank = (complaint: Complaint): Lines => ({ ...nothing, complaints: [{ ...complaint, line: 1, column: 1 }] })

/** The offset of the deepest part of `path` that exists: the key where there is one, else the value. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      offset = startOf(pair.key)
      node = pair.value
    } else if (isSeq(node)) {
      const item = node.items[Number(step)]
      if (!item) break
      offset = startOf(item)
      node = item
    } else break
  }
  return offset
}

const startOf = (node: unknown): number => (isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0)
