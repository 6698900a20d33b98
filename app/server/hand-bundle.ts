/** A whole bundle as an answer, for who has no page to resume a download on. */
import { downloadedExport, type Export } from '#db/export.ts'
import type { Actor } from '#domain/audit-entry.ts'
import type { Instant } from '#domain/day.ts'
import { openBundle } from '#exports/vault.ts'
import type { Portal } from '../portal.ts'
import { bodyOf } from './body.ts'

/** Records that it went out, and gives it; null when its file is gone. The caller has checked who asks, and when. */
export async function handBundle(
  { store, config }: Portal,
  job: Pick<Export, 'id' | 'file' | 'subjectId'>,
  reference: string,
  by: { actor: Actor; now: Instant },
): Promise<Response | null> {
  const bundle = job.file ? await openBundle(config.dataDir, job.file) : null
  if (!bundle) return null
  await downloadedExport(store, by.now, by.actor, job.id, job.subjectId)
  return new Response(bodyOf(bundle.read(0, bundle.size - 1)), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="inzage-${reference}.zip"`,
      'Content-Length': String(bundle.size),
    },
  })
}
