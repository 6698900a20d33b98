/**
 * `POST /verzoeken/:reference/klachtmap`, and the same for staff under `/werkvoorraad/`: the folder that goes along with a
 * complaint. A form and no link, because making it is recorded (`request.dossierMade`); it is kept nowhere.
 */
import { record } from '#db/record.ts'
import { requestByReference, requestOf, type SubjectRequest } from '#db/subject-request.ts'
import type { Actor } from '#domain/audit-entry.ts'
import { readReference } from '#domain/reference.ts'
import { may } from '#domain/staff-role.ts'
import { pack } from '#exports/pack.ts'
import type { Context } from '../context.ts'
import { dossierOf } from '../letter/dossier.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { lookAtLetter } from '../staff/letter-look.ts'
import { proofFirst } from '../who.ts'
import type { Exchange, Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

export function dossierRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const { store, config } = portal
  const hand = async (exchange: Exchange, { now, language }: Context, actor: Actor, row: SubjectRequest) => {
    await record(store, now, actor, ledger => {
      ledger.entry('request.dossierMade', { request: row.id })
      return Promise.resolve()
    })
    // Made after it was recorded, so that the folder tells of itself.
    const { name, files } = await dossierOf(portal, row, { now, language })
    const bytes = await pack(config.dataDir, files, now)
    return exchange.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}.zip"`,
    })
  }

  app.post('/verzoeken/:reference/klachtmap', async exchange => {
    const context = await exchange.get('context')()
    const { visitor } = context
    const reference = readReference(exchange.req.param('reference'))
    if (visitor.audience !== 'member' || !reference) return refuse(exchange, 404)
    const row = await requestOf(store.read, store.t, reference, visitor.subjectId)
    if (!row) return refuse(exchange, 404)
    return proofFirst({ request: exchange.req.raw, context }) ?? hand(exchange, context, personOf(visitor).actor, row)
  })

  app.post('/werkvoorraad/:reference/klachtmap', async exchange => {
    const context = await exchange.get('context')()
    const { visitor } = context
    const reference = readReference(exchange.req.param('reference'))
    if (visitor.audience !== 'staff' || !may(visitor.role, 'seeData') || !reference) return refuse(exchange, 404)
    const row = await requestByReference(store.read, store.t, reference)
    if (!row) return refuse(exchange, 404)
    const first = proofFirst({ request: exchange.req.raw, context })
    if (first) return first
    if (!(await lookAtLetter(context, visitor, row))) return refuse(exchange, 404)
    return hand(exchange, context, personOf(visitor).actor, row)
  })
}
