/** Reads a register from its file: everything that is wrong with it at once, or the register. */
import type { Register } from '#domain/register.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { columnComplaints } from './columns.ts'
import { toRegister } from './convert.ts'
import { type Draft, draftOf } from './draft.ts'
import type { Complaint, Fault } from './fault.ts'
import type { Gap } from './gaps.ts'
import { placed, readLines } from './lines.ts'
import { purposeComplaints } from './purposes.ts'
import { referenceComplaints } from './references.ts'
import { registerFile } from './schema.ts'
import { shapeComplaints } from './shape.ts'

export type { Fault } from './fault.ts'

export type Reading = {
  register: Register
  /** What the controller must still fill in; the same as `register.gaps`. */
  gaps: readonly Gap[]
}
/** `gaps` as far as the rest of the file could be understood. */
export type Refused = { faults: readonly Fault[]; gaps: readonly Gap[] }

/** A file with all that can be said about it, right or wrong; `inspectRegister` goes on from here. */
export type Read = {
  register: Register | null
  faults: readonly Fault[]
  gaps: readonly Gap[]
  draft: Draft
  /** Gives later complaints their place in the file. */
  placed: (complaints: readonly Complaint[]) => Fault[]
}

/** Reads and checks a register file. Throws only when the file cannot be read at all. */
export async function readRegister(file: string): Promise<Reading | Refused> {
  const { register, faults, gaps } = await readFaultyRegister(file)
  return register ? { register, gaps } : { faults, gaps }
}

export async function readFaultyRegister(file: string): Promise<Read> {
  const near = path.relative('', file)
  return parseRegister(await readFile(file, 'utf8'), near.startsWith('..') ? file : near)
}

/** The same for a text; `name` is what faults call the file. */
export function parseRegister(text: string, name = 'register.yaml'): Read {
  const lines = readLines(text)
  const { register, complaints, draft } = understand(lines.value)
  const notYaml = lines.complaints.some(each => each.rule === 'notYaml')
  const faults = placed(name, lines, [...lines.complaints, ...(notYaml ? [] : complaints)])
  return {
    register: faults.length === 0 ? register : null,
    faults,
    gaps: register?.gaps ?? [],
    draft,
    placed: later => placed(name, lines, later),
  }
}

function understand(value: unknown): { register: Register | null; complaints: readonly Complaint[]; draft: Draft } {
  const shape = registerFile.safeParse(value)
  const draft = draftOf(value)
  const complaints = [
    ...(shape.success ? [] : shapeComplaints(shape.error.issues, value)),
    ...purposeComplaints(draft),
    ...referenceComplaints(draft),
    ...columnComplaints(draft),
  ]
  const convertible = !complaints.some(
    ({ rule }) => rule === 'termUnreadable' || rule === 'originMissing' || rule === 'missingKey',
  )
  return { register: shape.success && convertible ? toRegister(shape.data) : null, complaints, draft }
}
