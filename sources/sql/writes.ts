/** What the portal changes in somebody else's database: one value, what may not be used, and a choice on consent. Nothing else. */
import { type SQL, sql } from 'drizzle-orm'
import type { BarredUse } from '#domain/bar.ts'
import type { Correction } from '#domain/correction.ts'
import type { Instant } from '#domain/day.ts'
import type { Value } from '#domain/item.ts'
import type { Column, Register, SourceEntry, Table } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import type { Rectified, Source, ToldChoice } from '../source.ts'
import type { Bound, Catalogue, Engine } from './engine.ts'
import { column, name, owned } from './roles.ts'

export function writes(
  entry: SourceEntry,
  register: Register,
  engine: Engine,
  catalogue: Catalogue,
): Pick<Source, 'rectify' | 'obey' | 'choose'> {
  return {
    rectify: (who, change) => rectify(entry, engine, catalogue, who, change),
    obey: (who, barred, at) => obey(entry, register, engine, who, barred, at),
    choose: (who, choice) => choose(entry, register, engine, who, choice),
  }
}

async function rectify(
  entry: SourceEntry,
  engine: Engine,
  catalogue: Catalogue,
  who: Located,
  { table: id, key, column: columnId, was, wanted }: Correction,
): Promise<Rectified> {
  const table = entry.tables.find(each => each.id === id)
  const target = table?.columns.find(each => each.id === columnId)
  // A view cannot be written to, and what is masked or withheld was never seen whole.
  if (!table || !target || target.thirdParty || catalogue.get(id)?.view) return 'cannot'
  const own = sql`${column(table.key)} = ${sql.placeholder('key')} and ${owns(table, target)}`
  const holds = (value: 'was' | 'wanted') => engine.is(column(columnId), sql`${sql.placeholder(value)}`)
  const rows = (condition: SQL) => sql`select 1 from ${name(id)} as ${name('t')} where ${own} and ${condition}`
  const values: Bound = { key, subject: who.key, was: stored(was), wanted: stored(wanted) }
  return engine.change(({ run, some }) => {
    // The alias `t` is what `owns` speaks of.
    const text = sql`update ${name(id)} as ${name('t')} set ${name(columnId)} = ${sql.placeholder('wanted')} where ${own} and ${holds('was')}`
    const changed = run(text, values)
    if (changed === 1) return { keep: true, answer: 'applied' }
    if (changed > 1) throw new Error(`${id}.${table.key} is not a unique key`)
    if (some(rows(holds('wanted')), values)) return { keep: false, answer: 'already' }
    return { keep: false, answer: some(rows(sql`true`), values) ? 'changedMeanwhile' : 'notThere' }
  })
}

/** True where the row is the person's in a role that sees this column. */
function owns(table: Table, target: Column): SQL {
  const roles = table.subject.filter(role => !role.hide?.includes(target.id))
  return roles.length > 0 ? sql`(${sql.join(roles.map(owned), sql` or `)})` : sql`false`
}

/** A value as databases keep it: yes and no as 1 and 0. */
const stored = (value: Value): string | number | null => (typeof value === 'boolean' ? Number(value) : value)

async function obey(
  entry: SourceEntry,
  { known: { suppressions } }: Register,
  engine: Engine,
  who: Located,
  barred: readonly BarredUse[],
  at: Instant,
): Promise<boolean> {
  if (suppressions?.source !== entry.id) return false
  const { subject, kind, what } = suppressions
  const table = name(suppressions.table)
  const subjectIs = sql`${name(subject)} = ${sql.placeholder('subject')}`
  const rows = barred.map(use => ({ subject: who.key, at, ...told(use) }))
  const list = sql.join(
    rows.map((_, i) => sql`(${sql.placeholder(`kind${i}`)}, ${sql.placeholder(`what${i}`)})`),
    sql`, `,
  )
  const named = Object.fromEntries(
    rows.flatMap((row, i) => [
      [`kind${i}`, row.kind],
      [`what${i}`, row.what],
    ]),
  ) as Bound
  const kept = rows.length > 0 ? sql` and (${name(kind)}, ${name(what)}) not in (values ${list})` : sql``
  return engine.change(({ run }) => {
    run(sql`delete from ${table} where ${subjectIs}${kept}`, { subject: who.key, ...named })
    for (const values of rows) {
      // What was barred before keeps its moment.
      const same = sql`${subjectIs} and ${name(kind)} = ${sql.placeholder('kind')} and ${name(what)} = ${sql.placeholder('what')}`
      const columns = sql.join([subject, kind, what, suppressions.at].map(name), sql`, `)
      const placed = sql.join(
        ['subject', 'kind', 'what', 'at'].map(each => sql`${sql.placeholder(each)}`),
        sql`, `,
      )
      const text = sql`insert into ${table} (${columns}) select ${placed} where not exists (select 1 from ${table} where ${same})`
      run(text, values)
    }
    return { keep: true, answer: true }
  })
}

function told(use: BarredUse): { kind: 'purpose' | 'category' | 'value'; what: string } {
  if ('purpose' in use) return { kind: 'purpose', what: use.purpose }
  if ('category' in use) return { kind: 'category', what: use.category }
  return { kind: 'value', what: `${use.table}/${use.key}/${use.column ?? ''}` }
}

async function choose(
  entry: SourceEntry,
  { subject: { source, consents } }: Register,
  engine: Engine,
  who: Located,
  choice: ToldChoice,
): Promise<boolean> {
  const code = consents && Object.entries(consents.purposes).find(([, purpose]) => purpose === choice.purpose)?.[0]
  if (source !== entry.id || !consents?.add || code === undefined) return false
  const { add } = consents
  const row: Readonly<Record<string, string | number>> = {
    [consents.subject]: who.key,
    [consents.purpose]: code,
    [consents.given]: Number(choice.given),
    [consents.at]: choice.at,
    ...(add.text ? { [add.text]: choice.text } : {}),
    ...add.fixed,
  }
  const ids = Object.keys(row)
  const values: Bound = Object.fromEntries(ids.map((id, i) => [`v${i}`, row[id]!]))
  const placed = (id: string) => sql`${sql.placeholder(`v${ids.indexOf(id)}`)}`
  // The same choice is told once, however often it is tried.
  const once = sql.join(
    [consents.subject, consents.purpose, consents.at].map(id => sql`${name(id)} = ${placed(id)}`),
    sql` and `,
  )
  const table = name(consents.table)
  await engine.change(({ run }) => {
    const columns = sql.join(ids.map(name), sql`, `)
    const text = sql`insert into ${table} (${columns}) select ${sql.join(ids.map(placed), sql`, `)} where not exists (select 1 from ${table} where ${once})`
    run(text, values)
    return { keep: true, answer: null }
  })
  return true
}
