/** The words of a bundle, in both languages. */
import { bundle as en } from './en/bundle.ts'
import { bundle as nl } from './nl/bundle.ts'

export const bundleWords = { nl, en } as const
