/** The worked example of docs/connecting.md: its register and its tables, as an integrator would copy them. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRegister } from '#sources/register/read.ts'

const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/connecting.md'), 'utf8')

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1]
  if (!found) throw new Error(`docs/connecting.md has no ${language} example`)
  return found
}

export const exampleYaml = block('yaml')
export const exampleSql = block('sql')
export const guideText = guide

/** The columns that the example's tables really have, as a source describes them. */
export const exampleColumns = [...exampleSql.matchAll(/create table (\w+)\s+\(([\s\S]*?)\);/g)].flatMap(
  ([, table, list]) =>
    list!.split(',').map(column => ({ source: 'catalogue', table: table!, column: column.trim().split(/\s+/)[0]! })),
)

/** The example with one thing changed; `was` must stand in it exactly once unless `times` says otherwise. */
export function changed(was: string, is: string, yaml = exampleYaml): string {
  const parts = yaml.split(was)
  if (parts.length !== 2) throw new Error(`"${was}" stands ${parts.length - 1} times in the example`)
  return parts.join(is)
}

/** The line (from 1) where a text first stands. */
export const lineOf = (yaml: string, text: string): number => {
  const at = yaml.indexOf(text)
  if (at < 0) throw new Error(`"${text}" does not stand in this register`)
  return yaml.slice(0, at).split('\n').length
}

export const readExample = (yaml = exampleYaml) => parseRegister(yaml, 'register.yaml')
