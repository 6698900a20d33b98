/**
 * A real reader of PDF files for tests: poppler when it is there, and beside it our own reading of the file's structure
 * (every object, streams inflated), which needs nothing installed.
 */
import { execFileSync, spawnSync } from 'node:child_process'

/** Whether poppler-utils is installed here. */
export const poppler = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** What a program makes of the file. @throws also when it only complains: a broken mark is no mark for a reader of pages */
function read(program: string, options: readonly string[], pdf: Buffer): string {
  const { status, stdout, stderr } = spawnSync(program, options, { input: pdf, encoding: 'utf8' })
  if (status !== 0 || stderr !== '') throw new Error(`${program}: ${stderr}`)
  return stdout
}

/** The text in the order of reading. */
export const textOf = (pdf: Buffer): string => read('pdftotext', ['-layout', '-', '-'], pdf)
export const infoOf = (pdf: Buffer): string => read('pdfinfo', ['-'], pdf)
export const structureOf = (pdf: Buffer): string => read('pdfinfo', ['-struct-text', '-'], pdf)

/** The objects of the file as text, by number. */
export function objectsOf(pdf: Buffer): ReadonlyMap<number, string> {
  const raw = pdf.toString('latin1')
  return new Map([...raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [Number(id), body ?? '']))
}

/** The tags of the structure tree in order, nested: `Document(H1 P L(LI(Lbl LBody)))`. */
export function tagsOf(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const root = [...objects.values()].find(body => body.includes('/Type /StructTreeRoot'))
  const kids = (body: string): number[] =>
    [...(/\/K \[([^\]]*)\]|\/K (\d+ 0 R)/.exec(body)?.slice(1).join(' ') ?? '').matchAll(/(\d+) 0 R/g)].map(([, id]) =>
      Number(id),
    )
  const tell = (id: number): string => {
    const body = objects.get(id) ?? ''
    const tag = /\/S \/(\w+)/.exec(body)?.[1]
    if (!tag) return ''
    const inside = kids(body).map(tell).filter(Boolean).join(' ')
    return inside ? `${tag}(${inside})` : tag
  }
  return kids(root ?? '')
    .map(tell)
    .join(' ')
}
