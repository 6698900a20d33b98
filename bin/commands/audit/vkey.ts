/** `inzage audit vkey`: the key that others check our log with. */
import { verifierKey } from '#db/audit/checkpoint.ts'
import { auditHead } from '#db/audit/head.ts'
import { keyOfEpoch } from '#domain/audit/epoch.ts'
import { writeVkey } from '#domain/audit/note.ts'
import { defineCommand } from 'citty'
import { Exit } from '../../exit.ts'
import { placed, reading } from './place.ts'

export default defineCommand({
  meta: {
    name: 'vkey',
    description:
      "Prints the log's public key under the name of its present epoch, as name+id+base64. One key checks all epochs. It " +
      'is published at /.well-known/inzage-keys.json too. Exit codes: 0 printed, 2 the key is not here.',
  },
  async run() {
    const place = await placed({})
    if (!place.signing) throw new Exit(2, 'The key of the log is not here: run this where the portal runs')
    const { epoch } = await reading(place, ({ read, t }) => auditHead(read, t))
    const { origin, privateKey } = place.signing
    process.stdout.write(`${writeVkey(keyOfEpoch(verifierKey(origin, privateKey), epoch))}\n`)
  },
})
