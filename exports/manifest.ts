/** What a bundle says of itself: every file with its hash, what was searched and found, what was left out, and a signature. */
import { type KeyObject, sign } from 'node:crypto'
import { isoWithOffset } from '#domain/day.ts'
import { type BundleFacts, failedParts, waiting } from './facts.ts'
import { rawKey } from './keys.ts'
import { formatVersion } from './format.ts'
import { articleOf } from './staff-review.ts'

/** The key that bundles are signed with. */
export type BundleKey = { id: string; privateKey: KeyObject; publicKey: KeyObject }

/** One file in the ZIP; `rows` for data files. */
export type FileEntry = { path: string; bytes: number; sha256: string; rows?: number; category?: string }

export const manifestName = 'manifest.json'
export const signatureName = 'manifest.json.sig'
export const manifestSchemaName = 'schema/manifest.schema.json'

export function manifest(facts: BundleFacts, files: readonly FileEntry[]): Buffer {
  const { register, collection, scope } = facts
  const document = {
    $schema: manifestSchemaName,
    format: 'inzage-bundle',
    version: formatVersion,
    controller: {
      name: register.controller.name,
      chamberOfCommerce: register.controller.chamberOfCommerce,
      contact: register.controller.email,
    },
    request: facts.request
      ? { reference: facts.request.reference, received: isoWithOffset(facts.request.receivedAt, facts.forms.zone) }
      : null,
    made: isoWithOffset(facts.now, facts.forms.zone),
    lastDay: facts.lastDay,
    language: facts.language,
    parts: [...(facts.wanted.access ? ['inzage'] : []), ...(facts.wanted.portability ? ['overdracht'] : [])],
    scope: { categories: scope.categories, from: scope.from, until: scope.until },
    complete: failedParts(facts) === 0 && waiting(facts).length === 0,
    sources: collection.searched.map(({ source, knows, error }) => ({
      id: source,
      knowsPerson: knows,
      error,
      categories: collection.outcomes
        .filter(each => each.source === source)
        .map(({ category, expected, found, error: failed, leftOut }) => ({
          category,
          expected,
          found,
          error: failed,
          leftOut,
        })),
    })),
    leftOut: {
      redactions: [
        ...collection.parts.flatMap(part =>
          part.redactions.map(({ column, reason, count }) => ({
            source: part.source.id,
            category: part.category.id,
            table: part.table.id,
            column,
            reason,
            article: articleOf(reason),
            count,
          })),
        ),
        // A record that is kept back whole leaves nothing but this: no column, and of a whole category no table.
        ...collection.withheld.map(({ source, category, table, because, count }) => ({
          source,
          category,
          table,
          column: null,
          reason: because,
          article: articleOf(because),
          count,
        })),
      ],
      review: waiting(facts),
      attachmentsFailed: facts.filesFailed,
      notAsked: scope.categories
        ? register.categories.map(each => each.id).filter(id => !scope.categories?.includes(id))
        : [],
      notTakenAlong: facts.wanted.portability
        ? collection.parts.flatMap(part =>
            [...part.leftOut].map(([column, because]) => ({
              source: part.source.id,
              table: part.table.id,
              category: part.category.id,
              column,
              because,
            })),
          )
        : [],
    },
    files,
    signature: { algorithm: 'Ed25519', keyId: facts.keyId, file: signatureName },
  }
  return Buffer.from(`${JSON.stringify(document, null, 1)}\n`)
}

/** A detached signature over exactly these bytes. The key in it says which key signed, not whose it is. */
export function signature(bytes: Buffer, key: BundleKey): Buffer {
  const document = {
    format: 'inzage-signature',
    version: formatVersion,
    file: manifestName,
    algorithm: 'Ed25519',
    keyId: key.id,
    publicKey: rawKey(key.publicKey).toString('base64'),
    signature: sign(null, bytes, key.privateKey).toString('base64'),
  }
  return Buffer.from(`${JSON.stringify(document, null, 1)}\n`)
}

const text = { type: 'string' }
const nullableText = { type: ['string', 'null'] }
const count = { type: 'integer', minimum: 0 }
const exact = (properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
})
const listOf = (items: unknown) => ({ type: 'array', items })

/** JSON Schema (2020-12) of the manifest. */
export const manifestSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'manifest.json',
  ...exact({
    $schema: text,
    format: { const: 'inzage-bundle' },
    version: { const: formatVersion },
    controller: exact({ name: text, chamberOfCommerce: text, contact: text }),
    request: {
      anyOf: [exact({ reference: text, received: { type: 'string', format: 'date-time' } }), { type: 'null' }],
    },
    made: { type: 'string', format: 'date-time' },
    lastDay: { type: ['string', 'null'], format: 'date' },
    language: { enum: ['nl', 'en'] },
    parts: listOf({ enum: ['inzage', 'overdracht'] }),
    scope: exact({ categories: { type: ['array', 'null'], items: text }, from: nullableText, until: nullableText }),
    complete: { type: 'boolean' },
    sources: listOf(
      exact({
        id: text,
        knowsPerson: { type: ['boolean', 'null'] },
        error: nullableText,
        categories: listOf(
          exact({
            category: text,
            expected: { type: ['integer', 'null'], minimum: 0 },
            found: count,
            error: nullableText,
            leftOut: nullableText,
          }),
        ),
      }),
    ),
    leftOut: exact({
      redactions: listOf(
        exact({
          source: text,
          category: text,
          table: nullableText,
          column: nullableText,
          reason: text,
          article: text,
          count,
        }),
      ),
      review: listOf(exact({ category: text, found: count })),
      attachmentsFailed: count,
      notAsked: listOf(text),
      notTakenAlong: listOf(
        exact({ source: text, table: text, category: text, column: text, because: { enum: ['origin', 'basis'] } }),
      ),
    }),
    files: listOf(
      exact(
        {
          path: text,
          bytes: count,
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          rows: count,
          category: text,
        },
        ['rows', 'category'],
      ),
    ),
    signature: exact({ algorithm: { const: 'Ed25519' }, keyId: text, file: text }),
  }),
}
