/** Reads a register from its file: everything that is wrong with it at once, or the register. */
import type { Register } from '#domain/register.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { columnComplaints } from './columns.ts'
import { toRegister } from './convert.ts'
import { draftOf } from './draft.ts'
import type { Complaint, Fault } from './fault.ts'
import type { Gap } from './gaps.ts'
import { type Lines, placed, readLines } from './lines.ts'
import { purposeComplaints } from './purposes.ts'
import { referenceComplaints } from './references.ts'
import { registerFile } from './schema.ts'
import { shapeComplaints } from './shape.ts'

export type { Fault } from './fault.ts'

export type Reading = {
  register: Register
  /** What the controller must still fill in; the same as `register.gaps`. */
  gaps: readonly Gap[]
  /** Gives later complaints (`checkRegister`) their place in the file. */
  placed(complaints: readonly Complaint[]): Fault[]
}

/** Reads and checks a register file. Throws only when the file cannot be read at all. */
export async function readRegister(file: string): Promise<Reading | { faults: readonly Fault[] }> {
  return parseRegister(await readFile(file, 'utf8'), path.relative('', file) || file)
}

/** The same for a text; `name` is what faults call the file. */
export function parseRegister(text: string, name = 'register.yaml'): Reading | { faults: readonly Fault[] } {
  const lines = readLines(text)
  const inYaml = placed(name, lines, lines.complaints)
  if (inYaml.some(fault => fault.rule === 'notYaml')) return { faults: inYaml }

  const { register, complaints } = understand(lines)
  const faults = [...inYaml, ...placed(name, lines, complaints)].sort((a, b) => a.line - b.line || a.column - b.column)
  if (!register || faults.length > 0) return { faults }
  return { register, gaps: register.gaps, placed: later => placed(name, lines, later) }
}

function understand(lines: Lines): { register?: Register; complaints: Complaint[] } {
  const shape = registerFile.safeParse(lines.value)
  const draft = draftOf(lines.value)
  const complaints = [
    ...(shape.success ? [] : shapeComplaints(shape.error.issues, lines.value)),
    ...purposeComplaints(draft),
    ...referenceComplaints(draft),
    ...columnComplaints(draft),
  ]
  return shape.success && complaints.length === 0 ? { register: toRegister(shape.data), complaints } : { complaints }
}
