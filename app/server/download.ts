/**
 * `/kopie/:exportId`: the member's own bundle, after a recent proof (security/rules.md T2, T5). Resumable, never cached,
 * recorded once, closed when the client leaves. Staff never fetch a bundle.
 */
import { createHmac } from 'node:crypto'
import { downloadedExport, exportOf, isReady } from '#db/export.ts'
import { frozenUntil } from '#db/freeze.ts'
import { copyIsHeld } from '#db/held-copy.ts'
import { dayOf } from '#domain/day.ts'
import { isHandle } from '#domain/handle.ts'
import { openBundle } from '#exports/vault.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { provenRecently } from '../who.ts'
import { bodyOf } from './body.ts'
import type { Routes } from './exchange.ts'
import { rangeOf } from './range.ts'
import type { Refuse } from './refusal.tsx'

export function downloadRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const { store, config, register } = portal

  app.get('/kopie/:exportId', async exchange => {
    const { visitor, now } = await exchange.get('context')()
    const id = exchange.req.param('exportId')
    const way = encodeURIComponent(`/kopie/${id}`)
    if (visitor.audience === 'none') return exchange.redirect(`/inloggen?naar=${way}`, 303)
    if (visitor.audience !== 'member' || !isHandle(id)) return refuse(exchange, 404)
    const mine = await exportOf(store.read, store.t, id, visitor.subjectId)
    // Not there, not yours, not ready and not there any more are one answer.
    if (!mine || !isReady(mine.job, now)) return refuse(exchange, 404)
    // One that goes with a letter is not there before that letter is.
    if (await copyIsHeld(store.read, store.t, mine.job.requestId)) return refuse(exchange, 404)
    // Shortly after a change of address nothing goes out (T3): the page says until when.
    if (await frozenUntil(store.read, store.t, visitor.subjectId, now)) return exchange.redirect('/downloaden', 303)
    const { file, sha256, builtAt } = mine.job
    if (!file || !builtAt) return refuse(exchange, 404)

    const tag = tagOf(portal, id, sha256)
    const condition = exchange.req.header('if-range')
    const going = condition === undefined || condition === tag
    const asked = going ? (exchange.req.header('range') ?? null) : null
    // Who knows the tag got it with the first bytes, after a proof: the rest of that download needs no new one.
    const resumes = condition === tag && /^bytes=[1-9]/.test(asked ?? '')
    if (!resumes && !provenRecently(visitor.provenAt, now)) return exchange.redirect(`/bevestigen?naar=${way}`, 303)

    const bundle = await openBundle(config.dataDir, file)
    if (!bundle) return refuse(exchange, 404)
    const { size } = bundle
    const range = rangeOf(asked, size)
    const headers = {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="inzage-${dayOf(builtAt, register.controller.timeZone)}.zip"`,
      'Accept-Ranges': 'bytes',
      ETag: tag,
    }
    if (range === 'none') {
      await bundle.close()
      return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } })
    }
    const whole = range === 'whole'
    const { start, end } = whole ? { start: 0, end: size - 1 } : range
    const part: Record<string, string> = whole ? {} : { 'Content-Range': `bytes ${start}-${end}/${size}` }
    const init = {
      status: whole ? 200 : 206,
      headers: { ...headers, 'Content-Length': String(end - start + 1), ...part },
    }
    if (exchange.req.raw.method === 'HEAD') {
      await bundle.close()
      return new Response(null, init)
    }
    await downloadedExport(store, now, personOf(visitor).actor, id, visitor.subjectId)
    return new Response(bodyOf(bundle.read(start, end)), init)
  })
}

/** A strong tag that changes with the bytes and that nobody can guess who has not fetched any of them. */
const tagOf = ({ keys }: Portal, id: string, sha256: string | null): string =>
  `"${createHmac('sha256', keys.tag).update(`bundle/v1\n${id}\n${sha256}`).digest('base64url')}"`
