/** The words of this page's language, for any component below the root. */
import { useRouteLoaderData } from '@remix-run/react'
import type { Language } from '#domain/language.ts'
import { type AllWords, words } from '../text/words.ts'

export function useWords(): { w: AllWords; language: Language } {
  const language = useRouteLoaderData<{ language: Language }>('root')?.language ?? 'nl'
  return { w: words(language), language }
}
