/** The letter that a request begins with: the organisation's own template, else the program's, filled with its facts. */
import { ownTemplate } from '#db/letter-template.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import type { LetterOf } from './facts.ts'
import { standardTemplate } from './standard.ts'
import { renderTemplate } from './template.ts'

/** `broken`: the line on which the organisation's own template went wrong; then the program's text was used. */
export type Drafted = { text: string; broken: number | null }

export async function draftLetter(
  portal: Pick<Portal, 'store'>,
  { is, facts }: Pick<LetterOf, 'is' | 'facts'>,
  language: Language,
): Promise<Drafted> {
  const { right, outcome } = is
  const own = await ownTemplate(portal.store.read, portal.store.t, { right, outcome, language })
  const made = own && renderTemplate(own.text, facts)
  if (made && 'text' in made) return { text: made.text, broken: null }
  const standard = renderTemplate(standardTemplate(right, outcome, language), facts)
  if ('fault' in standard) throw new Error(`the template of the program is broken on line ${standard.fault.line}`)
  return { text: standard.text, broken: made ? made.fault.line : null }
}
