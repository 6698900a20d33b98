/** Which keys may stand at a place in the file, taken from the schema itself. */
import { z } from 'zod'
import type { Path } from './fault.ts'
import { registerFile } from './schema.ts'

/** The keys that the schema knows below `path`; empty where names are free. */
export function keysAt(path: Path): readonly string[] {
  let schemas: z.core.$ZodType[] = [registerFile]
  for (const step of path) schemas = schemas.flatMap(open).flatMap(schema => below(schema, String(step)))
  return [...new Set(schemas.flatMap(open).flatMap(keysOf))]
}

/** Takes off what only wraps (optional, default, nullable) and opens every arm of a union. */
function open(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return open(schema.unwrap())
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(open)
  return [schema]
}

function below(schema: z.core.$ZodType, step: string): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return schema.shape[step] ? [schema.shape[step]] : []
  if (schema instanceof z.ZodRecord) return [schema.valueType]
  if (schema instanceof z.ZodArray) return [schema.element]
  return []
}

function keysOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String)
  return []
}
