/** The logbook to take along: what a filter finds, newest first, as CSV or JSON, in pieces that memory does not feel. */
import { stringify } from 'csv-stringify/sync'
import { searchLog } from '#db/audit/search.ts'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import type { AskedLog } from './log-asked.ts'
import { shown, type ShownLine } from './log-view.ts'

export const logForms = ['csv', 'json'] as const
export type LogForm = (typeof logForms)[number]
/** Entries that are read and written at once. */
const atOnce = 1000

/** The pieces of the file. What was added to the log after it began is not in it. */
export async function* logFile(
  portal: Pick<Portal, 'store'>,
  asked: Pick<AskedLog, 'filter' | 'staff'>,
  form: LogForm,
  language: Language,
): AsyncGenerator<Buffer> {
  const w = words(language)
  const sentence = (line: ShownLine) => w.log[line.type]
  const csv = (rows: readonly (readonly string[])[], bom: boolean) =>
    stringify(
      rows.map(row => [...row]),
      { bom, delimiter: ';', escape_formulas: true, record_delimiter: '\r\n' },
    )
  const c = w.logbook.fileColumns
  yield Buffer.from(
    form === 'csv' ? csv([[c.number, c.at, c.action, c.sentence, c.actor, c.who, c.request, c.hash]], true) : '[',
  )
  let from: string | null = null
  let first = true
  do {
    const page = await searchLog(portal.store, asked.filter, { from, size: atOnce })
    const lines = await shown(portal, asked, page.lines)
    from = page.next
    if (lines.length === 0) continue
    if (form === 'csv') {
      const rows = lines.map(line => [
        line.name,
        line.at,
        line.type,
        sentence(line),
        w.logbook.actor[line.actor],
        line.who ?? '',
        line.reference ?? '',
        line.shortHash,
      ])
      yield Buffer.from(csv(rows, false))
    } else {
      const objects = lines.map(line => {
        const { name: number, at, type: action, actor, who, reference: request, shortHash: hash } = line
        return JSON.stringify({ number, at, action, sentence: sentence(line), actor, who, request, hash })
      })
      yield Buffer.from(`${first ? '\n' : ',\n'}${objects.join(',\n')}`)
      first = false
    }
  } while (from !== null)
  if (form === 'json') yield Buffer.from('\n]\n')
}
