/** The public form itself: what was typed, and either what is asked or what is not right yet. */
import { z } from 'zod'
import { longestField, longestLetter } from '#domain/intake.ts'
import { rights } from '#domain/right.ts'
import type { Context } from '../context.ts'
import { type FileFault, filesIn, type ReadyFile } from '../intake/files.ts'
import { words } from '../text/words.ts'
import type { Errors } from '../ui/field.tsx'
import type { Asked } from './file.ts'

const shape = z.object({ name: z.string().catch(''), address: z.string().catch(''), text: z.string().catch('') })

export type Read =
  | { asked: Asked; files: readonly ReadyFile[] }
  /** What was typed, to be shown again. */
  | { typed: Asked; errors: Errors }

/** Why files are not kept, by the word for it. */
export const fileFaults = {
  tooLarge: 'tooLarge',
  tooMany: 'tooManyFiles',
  otherKind: 'otherKind',
} as const satisfies Record<FileFault, string>

export function readAsked(context: Context, form: FormData): Read {
  const w = words(context.language).form.faults
  const chosen = form.getAll('rights')
  const typed = { ...shape.parse(Object.fromEntries(form)), rights: rights.filter(right => chosen.includes(right)) }
  const files = filesIn(context)
  const errors: Record<string, string> = {}
  if (typed.rights.length === 0) errors.rights = w.rightsMissing
  if (!typed.name.trim()) errors.name = w.nameMissing
  if (typed.name.length > longestField) errors.name = w.tooLong
  if (typed.address.length > longestField) errors.address = w.tooLong
  if (typed.text.length > longestLetter) errors.text = w.tooLong
  if ('fault' in files) errors.files = w[fileFaults[files.fault]]
  // A browser does not give files back: whoever chose some must do so again.
  else if (Object.keys(errors).length > 0 && files.files.length > 0) errors.files = w.filesAgain
  if ('fault' in files || Object.keys(errors).length > 0) return { typed, errors }
  const [name, address, text] = [typed.name, typed.address, typed.text].map(each => each.trim())
  return { asked: { name: name!, address: address!, text: text!, rights: typed.rights }, files: files.files }
}
