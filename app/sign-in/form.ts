/** Forms of signing in: reading what was sent, and giving a form back with what was typed and what is not right. */
import { json } from '@remix-run/node'
import { z } from 'zod'
import type { Language } from '#domain/language.ts'
import { words } from '../text/words.ts'
import { readCode } from './code.ts'
import type { CodeFault } from './enter.ts'

/** Longest value that is looked at, in characters. */
const longest = 320

const text = z.string().max(longest).catch('')
/** What a browser's passkey signed, as JSON. */
const signed = z.string().max(20_000).catch('')
const shape = z.object({
  email: text,
  code: text,
  recovery: text,
  intent: text,
  session: text,
  name: text,
  id: z.string().max(1400).catch(''),
  passkey: signed,
})

/** The fields of any sign-in form; an absent or overlong field is empty. */
export const readForm = async (request: Request) => shape.parse(Object.fromEntries(await request.formData()))

export type Fault = CodeFault | 'emailMissing' | 'emailForm' | 'codeMissing' | 'codeForm'

/** The form again: one sentence at the field, what was typed, and a status that says so. */
export const refused = (
  field: 'email' | 'code' | 'recovery' | 'passkey',
  typed: string,
  fault: Fault,
  language: Language,
) =>
  json(
    { errors: { [field]: words(language).signin.faults[fault] }, typed: { [field]: typed } },
    { status: fault === 'tooMany' ? 429 : 422 },
  )

/** Six digits, or why not. */
export function codeIn(typed: string): { code: string } | { fault: 'codeMissing' | 'codeForm' } {
  const code = readCode(typed)
  if (code) return { code }
  return { fault: typed.trim() ? 'codeForm' : 'codeMissing' }
}
