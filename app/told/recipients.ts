/** Who must be told of a change (Art. 19): everybody to whom this person's data were really given, by legal name. */
import type { Told } from '#db/notice.ts'
import type { Instant } from '#domain/day.ts'
import type { Recipient } from '#domain/register.ts'
import type { Located } from '#domain/subject.ts'
import { knownTable } from '../member/disclosures.ts'
import type { Portal } from '../portal.ts'

const perPage = 500
/** More pages than this of one person is a fault somewhere. */
const mostPages = 40

/**
 * Each once, with the way that the register says. Empty when nothing was given. Throws when the source does not answer: who
 * was told nothing must not look like nobody to tell.
 * @param until data given after this moment were given as they are now
 */
export async function recipientsToTell(
  { register, sources }: Pick<Portal, 'register' | 'sources'>,
  self: Located,
  until: Instant,
): Promise<readonly Told[]> {
  const known = register.known.disclosures
  const source = known && sources.get(known.source)
  const table = known && knownTable(register, known)
  if (!known || !source || !table) return []
  const names = new Map<string, string>()
  let from: string | null = null
  for (let page = 0; page < mostPages; page++) {
    const { items, next }: Awaited<ReturnType<typeof source.page>> = await source.page(
      self,
      table.columns[0]!.category,
      from,
      perPage,
      known.table,
    )
    for (const { values } of items) {
      const name = String(values[known.recipient] ?? '').trim()
      const at = Date.parse(String(values[known.at] ?? ''))
      if (name && !(at > Date.parse(until))) names.set(name.toLowerCase(), name)
    }
    from = next
    if (from === null) break
  }
  return [...names.values()].toSorted().map(recipient => {
    const found = inRegister(register.recipients, recipient)
    return { recipient, recipientId: found?.id ?? null, way: wayTo(found) }
  })
}

/** The register's entry of this legal name; letter case does not matter. */
const inRegister = (recipients: readonly Recipient[], name: string): Recipient | undefined =>
  recipients.find(({ label }) => Object.values(label).some(each => each.toLowerCase() === name.toLowerCase()))

function wayTo(recipient: Recipient | undefined): Told['way'] {
  if (!recipient?.notify) return 'hand'
  return 'mail' in recipient.notify ? 'mail' : 'webhook'
}
