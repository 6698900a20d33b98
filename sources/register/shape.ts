/** What zod finds wrong with the shape, in the words of somebody who writes registers. */
import { languages } from '#domain/language.ts'
import type { z } from 'zod'
import { isRecord } from './draft.ts'
import type { Complaint, Path } from './fault.ts'
import { keysAt } from './keys.ts'

type Issue = z.core.$ZodIssue

/** One complaint for each thing that is missing, unknown or of the wrong kind. */
export function shapeComplaints(issues: readonly Issue[], raw: unknown): Complaint[] {
  return issues.flatMap(issue =>
    complaintsOf(
      issue,
      issue.path.map(step => (typeof step === 'number' ? step : String(step))),
      raw,
    ),
  )
}

function complaintsOf(issue: Issue, at: Path, raw: unknown): Complaint[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey([...at, key], raw))
  if (issue.code === 'invalid_key') {
    const name = String(at.at(-1))
    const message = `the name "${name}" cannot be used`
    return [{ rule: 'wrongValue', at, message, cure: `Use ${inner(issue.issues) || 'another name'}.` }]
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && valueAt(raw, at) !== undefined) {
    const deeper = issue.errors.find(
      list =>
        isRecord(valueAt(raw, at)) && list.every(each => each.path.length > 0 || each.code === 'unrecognized_keys'),
    )
    if (deeper) return deeper.flatMap(each => complaintsOf(each, [...at, ...each.path.map(String)], raw))
    const choices = issue.errors.flat().map(expectation).filter(Boolean).join(', or ')
    return [wrong(at, choices, raw)]
  }
  if (valueAt(raw, at) === undefined || valueAt(raw, at) === null) return [missing(at)]
  if (languages.some(language => language === at.at(-1)) && issue.code === 'too_small') return [missing(at)]
  return [wrong(at, expectation(issue), raw)]
}

function missing(at: Path): Complaint {
  const key = String(at.at(-1))
  const parent = at.slice(0, -1)
  if (languages.some(language => language === key)) {
    const what = `${String(parent.at(-1))} of ${thing(parent.slice(0, -1))}`
    const message = `the ${what} has no text in ${key === 'nl' ? 'Dutch' : 'English'}`
    return { rule: 'missingLanguage', at, message, cure: `Add "${key}:" (see ${guide('texts')}).` }
  }
  if (key === 'retention' && parent.at(-2) === 'purposes') {
    const message = `${thing(parent)} has no term`
    return { rule: 'purposeWithoutTerm', at, message, cure: `Add "retention:" (see ${guide('retention')}).` }
  }
  return {
    rule: 'missingKey',
    at,
    message: `${thing(parent)} has no "${key}"`,
    cure: `Add "${key}:" (see ${guideTo(at)}).`,
  }
}

function unknownKey(at: Path, raw: unknown): Complaint {
  const key = String(at.at(-1))
  const allowed = keysAt(at.slice(0, -1))
  if (languages.every(language => allowed.includes(language)) && valueAt(raw, at) === null) {
    const message = `the ${String(at.at(-2))} of ${thing(at.slice(0, -2))} stops at its first comma`
    return { rule: 'unknownKey', at, message, cure: `Put quotes around the text (see ${guide('the-file')}).` }
  }
  const near = allowed.find(each => distance(each.toLowerCase(), key.toLowerCase()) <= 2)
  const cure = near
    ? `Did you mean "${near}:"?`
    : `Remove it, or use one of: ${allowed.join(', ') || 'none'} (see ${guideTo(at)}).`
  return {
    rule: 'unknownKey',
    at,
    message: `${thing(at.slice(0, -1))} has a key "${key}" that means nothing here`,
    cure,
  }
}

function wrong(at: Path, expected: string, raw: unknown): Complaint {
  const shown = JSON.stringify(valueAt(raw, at)) ?? 'nothing'
  const short = shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
  const message = `"${String(at.at(-1) ?? 'the file')}" of ${thing(at.slice(0, -1))} cannot be ${short}`
  return { rule: 'wrongValue', at, message, cure: `Write ${expected || 'another value'} (see ${guideTo(at)}).` }
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_value')
    return issue.values
      .map(value => `"${String(value)}"`)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1')
  if (issue.code === 'invalid_union' && 'options' in issue) return `one of ${JSON.stringify(issue.options)}`
  if (issue.code === 'invalid_type')
    return (
      {
        object: 'keys below it',
        record: 'names below it',
        array: 'a list',
        string: 'a text (in quotes)',
        boolean: 'true or false',
      }[String(issue.expected)] ?? `a ${issue.expected}`
    )
  if (issue.code === 'invalid_format' && issue.format !== 'regex')
    return `a valid ${issue.format === 'url' ? 'address (https://…)' : issue.format}`
  return issue.message
}

const inner = (issues: readonly Issue[]) => issues.map(expectation).filter(Boolean).join(', ')

/** What a path is about: `purpose "idc_marketing"`, `column "member.phone"`. */
export function thing(path: Path): string {
  const name = (key: string) => {
    const index = path.lastIndexOf(key)
    return index >= 0 && index < path.length - 1 ? String(path[index + 1]) : undefined
  }
  if (path[0] === 'sources') {
    const [table, column] = [name('tables'), name('columns')]
    if (table && column) return `column "${table}.${column}"`
    const role = table && path[4] === 'subject' ? path[5] : undefined
    if (role) return `role "${role}" of table "${table}"`
    return table ? `table "${table}"` : path.length > 1 ? `source "${path[1]}"` : '"sources"'
  }
  if (path[0] === 'categories') {
    const purpose = name('purposes')
    return purpose ? `purpose "${purpose}"` : path.length > 1 ? `category "${path[1]}"` : '"categories"'
  }
  if (path[0] === 'recipients' && path.length > 1) return `recipient "${path[1]}"`
  if (path[0] === 'cookies' && path.length > 1) return `cookie group "${path[1]}"`
  return path.length === 0 ? 'the register' : `"${path.join('.')}"`
}

export const guide = (section: string): string => `docs/connecting.md#${section}`

/** The section of the guide that explains the keys near a path. */
export function guideTo(path: Path): string {
  if (path.includes('columns')) return guide('columns')
  if (path.includes('subject') && path[0] === 'sources') return guide('whose-row')
  if (path.includes('tables')) return guide('tables')
  if (path[0] === 'sources') return guide('sources')
  if (path.includes('purposes')) return guide('purposes')
  const own = ['controller', 'subject', 'categories', 'recipients', 'cookies', 'known', 'gaps']
  return guide(own.find(each => each === path[0]) ?? 'the-file')
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : isRecord(at) ? at[String(step)] : undefined),
    value,
  )
}

/** Edit distance, for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length]!
}
