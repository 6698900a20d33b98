/** Which value a form is about: sealed in its address, so that no key of a source stands in one, and bound to the person. */
import { z } from 'zod'
import type { ValuePlace } from '#domain/correction.ts'
import type { Portal } from '../portal.ts'
import { open, seal } from '../sign-in/seal.ts'

const shape = z.tuple([z.string(), z.string(), z.string(), z.string()])

type Sealing = Pick<Portal, 'keys'>

export function sealPlace({ keys }: Sealing, subjectId: string, { source, table, key, column }: ValuePlace): string {
  const plain = Buffer.from(JSON.stringify([source, table, key, column]))
  return seal(keys.seal, `place ${subjectId}`, plain).toString('base64url')
}

/** Null for what this person was not given by us. */
export function openPlace({ keys }: Sealing, subjectId: string, sealed: string): ValuePlace | null {
  if (!/^[\w-]{40,2000}$/.test(sealed)) return null
  const plain = open(keys.seal, `place ${subjectId}`, Buffer.from(sealed, 'base64url'))
  if (!plain) return null
  const [source, table, key, column] = shape.parse(JSON.parse(plain.toString()))
  return { source, table, key, column }
}
