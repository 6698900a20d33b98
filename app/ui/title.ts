/** A page's name, never with a personal value in it: `export const handle = titled(w => w.member.data.title)`. */
import type { AllWords } from '../text/words.ts'

export type Titled = { title: (w: AllWords) => string }

export const titled = (title: Titled['title']): Titled => ({ title })

/** The name of the innermost page among the matched routes' handles, or null. */
export const titleOf = (handles: readonly unknown[], w: AllWords): string | null =>
  handles.findLast(isTitled)?.title(w) ?? null

const isTitled = (handle: unknown): handle is Titled =>
  typeof handle === 'object' && handle !== null && 'title' in handle && typeof handle.title === 'function'
