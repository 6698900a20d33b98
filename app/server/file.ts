/**
 * `/bestand/:fileId`: a file that came in, for staff (recorded as a look before it goes out) and for the person it is
 * about. Always an attachment that the browser saves and does not open here: whatever it holds runs nowhere.
 */
import { recordLook, statedPurpose } from '#db/look.ts'
import { fileById, fileOfSubject } from '#db/received-file.ts'
import { record } from '#db/record.ts'
import { requestById } from '#db/subject-request.ts'
import { isHandle } from '#domain/handle.ts'
import { may } from '#domain/staff-role.ts'
import type { Context } from '../context.ts'
import type { Portal } from '../portal.ts'
import type { Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

export function fileRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  app.get('/bestand/:fileId', async exchange => {
    const context = await exchange.get('context')()
    const id = exchange.req.param('fileId')
    if (context.visitor.audience === 'none') {
      return exchange.redirect(`/inloggen?naar=${encodeURIComponent(`/bestand/${id}`)}`, 303)
    }
    const file = isHandle(id) ? await fileFor(portal, context, id) : null
    if (!file) return refuse(exchange, 404)
    if ('sayWhy' in file) return exchange.redirect(file.sayWhy, 303)
    return handFile(file)
  })
}

/** A file that came in, to be saved and not opened here. */
export const handFile = (file: { name: string; mediaType: string; content: Uint8Array }): Response =>
  new Response(new Uint8Array(file.content), {
    headers: {
      'Content-Type': file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType,
      'Content-Length': String(file.content.length),
      'Content-Disposition': `attachment; filename*=UTF-8''${encoded(file.name)}`,
      'Content-Security-Policy': `sandbox; default-src 'none'; frame-ancestors 'none'`,
    },
  })

/** Not there, not yours and not for your role are one answer. Staff first say why, on the page of the letter. */
async function fileFor(portal: Portal, { visitor, now }: Context, id: string) {
  const { store } = portal
  if (visitor.audience === 'member') return fileOfSubject(store.read, store.t, id, visitor.subjectId)
  if (visitor.audience !== 'staff' || !may(visitor.role, 'seeData')) return null
  const file = await fileById(store.read, store.t, id)
  if (!file) return null
  const { subjectId, requestId } = file
  const purpose = requestId && (await statedPurpose(store.read, store.t, visitor.sessionId, requestId))
  if (!purpose) return { sayWhy: await pageOf(portal, file) }
  await record(store, now, { kind: 'staff', ref: visitor.staffId }, ledger =>
    recordLook(ledger, {
      subjectId,
      requestId,
      staffId: visitor.staffId,
      role: visitor.role,
      purpose,
      parts: ['identity'],
    }),
  )
  return file
}

/** Where staff say why: at the letter, or at the request with whose message it came. */
async function pageOf(
  { store }: Portal,
  { letterId, requestId }: { letterId: string | null; requestId: string | null },
) {
  if (letterId) return `/werkvoorraad/bericht/${letterId}`
  const request = requestId && (await requestById(store.read, store.t, requestId))
  return request ? `/werkvoorraad/${request.reference}#gegevens` : '/werkvoorraad'
}

/** RFC 8187; the name is clean already (`domain/received-file.ts`), what encodeURIComponent leaves is encoded as well. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
