/**
 * Receipts of the member's own requests: `/verzoeken/:reference/bewijs/:name` is one entry of the log with its proof,
 * `/verzoeken/:reference/bewijzen.zip` all of them with the log's key; for their owner, never cached.
 */
import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { makeReceipts } from '#db/audit/receipt.ts'
import { record } from '#db/record.ts'
import { requestOf, type SubjectRequest } from '#db/subject-request.ts'
import { entryName, readEntryName } from '#domain/audit/epoch.ts'
import { readReference } from '#domain/reference.ts'
import { receiptFiles, receiptsOf } from '#exports/receipts.ts'
import { openZip } from '#exports/zip.ts'
import type { MemberVisitor } from '../context.ts'
import { personOf } from '../person.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { signingOf } from './checkpoints.ts'
import type { Exchange, Routes } from './exchange.ts'
import type { Refuse } from './refusal.tsx'

export function receiptRoutes(app: Routes, portal: Portal, refuse: Refuse): void {
  const { store, config } = portal

  /** The request, when it is the visitor's own. */
  async function own(exchange: Exchange): Promise<{ visitor: MemberVisitor; request: SubjectRequest } | null> {
    const { visitor } = await exchange.get('context')()
    const reference = readReference(exchange.req.param('reference') ?? '')
    if (visitor.audience !== 'member' || !reference) return null
    const request = await requestOf(store.read, store.t, reference, visitor.subjectId)
    return request && { visitor, request }
  }

  app.get('/verzoeken/:reference/bewijs/:name', async exchange => {
    const mine = await own(exchange)
    const place = readEntryName(exchange.req.param('name'))
    const [receipt] =
      mine && place !== null ? await makeReceipts(store, signingOf(portal), mine.request.id, [place]) : []
    if (!mine || !receipt) return refuse(exchange, 404)
    return exchange.body(receipt.text, 200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="${mine.request.reference}-${entryName(receipt.place)}.tlog-proof"`,
    })
  })

  app.get('/verzoeken/:reference/bewijzen.zip', async exchange => {
    const mine = await own(exchange)
    if (!mine) return refuse(exchange, 404)
    const { now, language } = await exchange.get('context')()
    const { request, visitor } = mine
    await record(store, now, personOf(visitor).actor, async ledger => {
      ledger.entry('request.receiptsMade', { request: request.id })
    })
    const receipts = await receiptsOf(store, signingOf(portal), request.id)
    const file = path.join(config.dataDir, `.${randomBytes(16).toString('hex')}.zip`)
    try {
      const zip = openZip(file, now)
      const readMe: [string, string] = ['LEES-MIJ.txt', words(language).receipts.readMe(receipts.vkey)]
      for (const [name, text] of [readMe, ...receiptFiles(receipts)]) await zip.add(name, [Buffer.from(text)])
      await zip.finish()
      return exchange.body(new Uint8Array(await readFile(file)), 200, {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${words(language).receipts.file}-${request.reference}.zip"`,
      })
    } finally {
      await rm(file, { force: true })
    }
  })
}
