/** Finding a person in the database, and the facts that terms and rights are computed from. */
import { type SQL, sql } from 'drizzle-orm'
import type { PurposeId, Register } from '#domain/register.ts'
import type { SubjectAnchor } from '#domain/retention-rule.ts'
import type { Identifiers, Located, SubjectFacts } from '#domain/subject.ts'
import { type Engine, type Row, type Statement, type Stored, folded } from './engine.ts'
import { moment } from './moment.ts'
import { name } from './roles.ts'

export type Finder = {
  locate(who: Identifiers): Promise<Located | null>
  /** Every text of the person's own row, so that free text keeps what is theirs. */
  own(key: string): Promise<string[]>
}

const text = (value: Stored | undefined): string => (value === null || value === undefined ? '' : String(value))
const longestAddress = 320

export function finder(register: Register, engine: Engine): Finder {
  const { subject } = register
  const columns = [subject.key, subject.number, subject.email, ...subject.displayName]
  const anchors = Object.entries(subject.facts) as [SubjectAnchor, string][]
  const selection = sql.join(
    [...columns, ...anchors.map(([, id]) => id)].map(id =>
      engine.exact(name(id), { table: subject.table, column: id }),
    ),
    sql`, `,
  )
  const from = (where: SQL) =>
    engine.prepare(sql`select ${selection} from ${name(subject.table)} where ${where} limit 2`)

  const value = sql.placeholder('value')
  const key = name(subject.key)
  const email = name(subject.email)
  const number = name(subject.number)
  // One question each, so that an address that is known takes as long as one that is not. Only what is asked beyond
  // ASCII needs our own folding of what is stored, which no index can answer.
  const foldedValue = sql`${sql.placeholder('folded')}`
  const byAsciiEmail = [from(engine.sameText(email, foldedValue))]
  const equal = sql`select ${key} from ${name(subject.table)} where ${engine.sameFolded(email, foldedValue)}`
  const byOtherEmail = [from(sql`${key} in (${equal})`)]
  const byNumber = [from(sql`${number} = ${value}`), from(engine.sameText(number, sql`${value}`))]
  const byKey = [from(sql`${key} = ${value}`)]

  const texts = register.sources
    .find(each => each.id === subject.source)
    ?.tables.find(each => each.id === subject.table)
    ?.columns.filter(each => each.type === 'text' && !each.thirdParty)
    .map(each => each.id)
  const ownColumns = [...new Set([subject.number, subject.email, ...(texts ?? [])])]
  const ownRow = engine.prepare(
    sql`select ${sql.join(ownColumns.map(name), sql`, `)} from ${name(subject.table)} where ${key} = ${value}`,
  )

  const consents = subject.consents && {
    purposes: subject.consents.purposes,
    // Of two choices in one moment the refusal holds: it stands last.
    statement: engine.prepare(
      sql`select ${name(subject.consents.purpose)}, ${name(subject.consents.given)}, ${name(subject.consents.at)} from ${name(subject.consents.table)} where ${name(subject.consents.subject)} = ${value} order by ${name(subject.consents.at)}, ${name(subject.consents.given)} desc`,
    ),
  }

  async function facts(row: Row): Promise<SubjectFacts> {
    const found = new Map(anchors.map(([anchor], i) => [anchor, moment(row[columns.length + i])]))
    const choices: Record<PurposeId, { given: boolean; at: NonNullable<ReturnType<typeof moment>> }> = {}
    if (consents) {
      const { rows } = await consents.statement.rows({ value: text(row[0]) })
      for (const [code, given, at] of rows) {
        const purpose = Object.hasOwn(consents.purposes, text(code)) ? consents.purposes[text(code)] : undefined
        const chosen = moment(at)
        if (purpose !== undefined && chosen !== null)
          choices[purpose] = { given: Number(given) === 1 || given === true, at: chosen }
      }
    }
    return {
      agreementStart: found.get('agreementStart') ?? null,
      agreementEnd: found.get('agreementEnd') ?? null,
      lastContact: found.get('lastContact') ?? null,
      consents: choices,
    }
  }

  /** Two people equally near to one address or number are nobody: neither may get the other's data. */
  async function only(
    statements: readonly Statement[],
    values: { value: string; folded?: string },
  ): Promise<Located | null> {
    for (const statement of statements) {
      const { rows } = await statement.rows(values)
      if (rows.length > 1) return null
      const row = rows[0]
      if (!row) continue
      return {
        key: text(row[0]),
        number: text(row[1]),
        email: text(row[2]),
        displayName: row.slice(3, columns.length).map(text).filter(Boolean).join(' '),
        facts: await facts(row),
      }
    }
    return null
  }

  return {
    locate: async who => {
      if ('key' in who) return only(byKey, { value: who.key })
      if ('number' in who) return who.number.trim() === '' ? null : only(byNumber, { value: who.number.trim() })
      const asked = folded(who.email)
      if (asked === '' || asked.length > longestAddress) return null
      return only(/^[ -~]*$/.test(asked) ? byAsciiEmail : byOtherEmail, { value: asked, folded: asked })
    },
    own: async key => {
      const { rows } = await ownRow.rows({ value: key })
      return (rows[0] ?? []).map(text).filter(Boolean)
    },
  }
}
