/**
 * A register as it was typed, right or wrong: every value with its path. The checks walk this and not the typed
 * register, so that one mistake in the shape does not hide the others.
 */
import type { Path } from './fault.ts'

export type Node = { value: unknown; path: Path }

export const child = (node: Node, ...keys: string[]): Node =>
  keys.reduce((at, key) => ({ value: isRecord(at.value) ? at.value[key] : undefined, path: [...at.path, key] }), node)

/** The named things below a node; none when it is no map. */
export function entries(node: Node, ...keys: string[]): (Node & { id: string })[] {
  const at = child(node, ...keys)
  return isRecord(at.value) ? Object.keys(at.value).map(id => ({ id, ...child(at, id) })) : []
}

/** The items of a list below a node; none when it is no list. */
export function items(node: Node, ...keys: string[]): Node[] {
  const at = child(node, ...keys)
  return Array.isArray(at.value) ? at.value.map((value: unknown, index) => ({ value, path: [...at.path, index] })) : []
}

export function text(node: Node, ...keys: string[]): string | undefined {
  const { value } = child(node, ...keys)
  return typeof value === 'string' ? value : undefined
}

export const has = (node: Node, ...keys: string[]): boolean => child(node, ...keys).value !== undefined

export type DraftColumn = Node & { id: string; category: string | undefined; origin: string | undefined }
export type DraftTable = Node & {
  id: string
  source: string
  /** The columns that are shown. */
  columns: readonly DraftColumn[]
  /** Columns that join tables: the key, the subject's columns, other people, the row whose clock this one follows. */
  linking: ReadonlySet<string>
  excluded: ReadonlySet<string>
}
export type DraftPurpose = Node & { id: string; category: string }

/** Everything by name, for looking up what a reference means. */
export type Draft = {
  root: Node
  categories: readonly (Node & { id: string })[]
  purposes: readonly DraftPurpose[]
  tables: readonly DraftTable[]
  /** "source.table" of tables that hold nobody. */
  withoutPersons: ReadonlySet<string>
}

export function draftOf(value: unknown): Draft {
  const root: Node = { value, path: [] }
  const categories = entries(root, 'categories')
  const sources = entries(root, 'sources')
  return {
    root,
    categories,
    purposes: categories.flatMap(category =>
      entries(category, 'purposes').map(purpose => ({ ...purpose, category: category.id })),
    ),
    tables: sources.flatMap(source => entries(source, 'tables').map(table => tableOf(source.id, table))),
    withoutPersons: new Set(
      sources.flatMap(source => entries(source, 'withoutPersons').map(table => `${source.id}.${table.id}`)),
    ),
  }
}

function tableOf(source: string, table: Node & { id: string }): DraftTable {
  const defaultCategory = text(table, 'category')
  const defaultOrigin = text(table, 'origin')
  return {
    ...table,
    source,
    columns: entries(table, 'columns').map(column => ({
      ...column,
      category: text(column, 'category') ?? defaultCategory,
      origin: text(column, 'origin') ?? defaultOrigin,
    })),
    linking: linkingOf(table),
    excluded: new Set(entries(table, 'excluded').map(each => each.id)),
  }
}

function linkingOf(table: Node): ReadonlySet<string> {
  return new Set(
    [
      text(table, 'key'),
      ...entries(table, 'subject').map(role => text(role, 'column')),
      ...entries(table, 'people').map(person => person.id),
      text(table, 'anchorsFrom', 'column'),
    ].filter(each => each !== undefined),
  )
}

/** Does the register account for this column of this table, shown or not? */
export const accounts = (table: DraftTable, column: string): boolean =>
  table.linking.has(column) || table.excluded.has(column) || table.columns.some(each => each.id === column)

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
