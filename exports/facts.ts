/** Everything that the pages and the manifest of one bundle tell, once the data are collected. */
import type { Day, Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Category, CategoryId, Register } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Scope } from '#domain/subject-request.ts'
import type { Collection } from './collect.ts'
import type { Part, Wanted } from './part.ts'
import type { PurposeFacts } from './purpose.ts'
import type { Forms } from './value.ts'

/** A page of a long list: its name in the ZIP and which rows it has, counted from 1. */
export type RowsPage = { path: string; first: number; last: number }

export type BundleFacts = {
  register: Register
  forms: Forms
  /** The person's own language: its page comes first. */
  language: Language
  wanted: Wanted
  scope: Scope
  who: Located | null
  request: { reference: string; receivedAt: Instant } | null
  now: Instant
  /** Last day on which the portal still has this bundle; null when an operator made it. */
  lastDay: Day | null
  keyId: string
  collection: Collection
  purposes: ReadonlyMap<CategoryId, readonly PurposeFacts[]>
  /** Data files per category, as they are named in the ZIP. */
  files: ReadonlyMap<CategoryId, readonly string[]>
  pages: ReadonlyMap<Part, Readonly<Record<Language, readonly RowsPage[]>>>
  /** Attachments that could not be read. */
  filesFailed: number
}

/** Parts of one category, in the register's order. */
export const partsOf = (facts: BundleFacts, category: CategoryId): Part[] =>
  facts.collection.parts.filter(part => part.category.id === category)

/** Categories with at least one item in this bundle. */
export const heldCategories = (facts: BundleFacts): Category[] =>
  facts.register.categories.filter(category => partsOf(facts, category.id).length > 0)

export const itemCount = (facts: BundleFacts): number =>
  facts.collection.parts.reduce((sum, part) => sum + part.found, 0)

/** How many records of a category are kept back whole, by somebody's decision. */
export const withheldIn = (facts: BundleFacts, category: CategoryId): number =>
  facts.collection.withheld.reduce((sum, each) => (each.category === category ? sum + each.count : sum), 0)

/** Categories that wait for a person, with what was counted. */
export const waiting = (facts: BundleFacts): { category: CategoryId; found: number }[] => {
  const found = new Map<CategoryId, number>()
  for (const { category, waits } of facts.collection.outcomes) {
    if (waits > 0) found.set(category, (found.get(category) ?? 0) + waits)
  }
  return [...found].map(([category, count]) => ({ category, found: count }))
}

/** How many parts failed: categories of a source that did not answer, and sources whose files could not be read. */
export const failedParts = (facts: Pick<BundleFacts, 'collection' | 'filesFailed'>): number =>
  facts.collection.outcomes.filter(outcome => outcome.error).length + (facts.filesFailed ? 1 : 0)

/** The name of a bundle's first page in each language. */
export const firstPages: Readonly<Record<Language, string>> = { nl: 'LEES-MIJ-EERST.html', en: 'README-FIRST.html' }
/** The folder of long lists in each language. */
export const rowFolders: Readonly<Record<Language, string>> = { nl: 'lezen/', en: 'read/' }
