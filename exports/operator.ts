/** The same bundle for an operator: made at once, to a file they name, and always recorded. */
import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Language } from '#domain/language.ts'
import type { Scope } from '#domain/subject-request.ts'
import { consentsOf } from '#db/consent-choice.ts'
import { recordLook } from '#db/look.ts'
import { newHandle } from '#db/random.ts'
import { ownRecords } from '#db/own-records.ts'
import { record } from '#db/record.ts'
import { knowSubject, subjectByKey } from '#db/subject.ts'
import { type Bundle, buildBundle } from './build.ts'
import type { Desk } from './desk.ts'
import { papersOf } from './own.ts'
import { sync } from './vault.ts'

const operator = { kind: 'system', ref: 'operator' } as const

export type OperatorWish = {
  email: string
  forms: Scope['forms']
  /** Where the bundle goes. */
  file: string
  language: Language | null
  /** A person has looked at what the register says needs one; without it those categories are left out. */
  reviewed: boolean
  /** Overwrite a file that is there. */
  force: boolean
}

/** Why nothing was made. */
export type NotMade = 'unknown' | 'exists'

/**
 * Makes a bundle for an operator; gives what came of it, or why not. Records `export.madeByOperator` before the file gets
 * its name. The file is readable for this user only.
 */
export async function exportForOperator(
  desk: Desk,
  wish: OperatorWish,
  signal?: AbortSignal,
): Promise<Bundle | NotMade> {
  const { register, store } = desk
  const there = await stat(wish.file).then(
    () => true,
    () => false,
  )
  if (there && !wish.force) return 'exists'
  const source = desk.sources.get(register.subject.source)
  if (!source) throw new Error('the source that knows people is not open')
  const found = await source.locate({ email: wish.email })
  if (!found) return 'unknown'
  const now = desk.now()
  const known = await subjectByKey(store.read, store.t, register.subject.source, found.key)
  const who = known ? { ...found, facts: await consentsOf(store.read, store.t, known.id, found.facts) } : found
  const language = wish.language ?? known?.language ?? 'nl'
  const part = path.join(path.dirname(wish.file), `.${newHandle()}.part`)
  try {
    const bundle = await buildBundle(
      {
        ...desk,
        who,
        records: known && (await ownRecords(store, known.id)),
        ...(known && { papers: papersOf(desk, known.id) }),
        scope: { categories: null, from: null, until: null, forms: wish.forms },
        language,
        request: null,
        released: new Set(wish.reviewed ? register.categories.map(each => each.id) : []),
        now,
        lastDay: null,
        ...(signal ? { signal } : {}),
      },
      part,
      `${part}.scratch`,
    )
    await sync(part)
    await record(store, desk.now(), operator, async ledger => {
      const subject = await knowSubject(ledger, { source: register.subject.source, key: who.key, language })
      // Whoever has the file has seen what is in it, and the person may know that (C-579/21).
      await recordLook(ledger, {
        subjectId: subject.id,
        requestId: null,
        staffId: operator.ref,
        role: 'admin',
        purpose: 'handleRequest',
        parts: ['identity', ...register.categories.filter(each => each.heldBy !== 'portal').map(each => each.id)],
      })
      ledger.entry('export.madeByOperator', {
        payload: {
          subject: subject.id,
          forms: [...wish.forms],
          reviewed: wish.reviewed,
          items: bundle.items,
          bytes: bundle.bytes,
          sha256: bundle.sha256,
          failedParts: bundle.failed,
        },
      })
    })
    await rename(part, wish.file)
    await sync(path.dirname(path.resolve(wish.file)))
    return bundle
  } finally {
    await rm(part, { force: true })
  }
}
