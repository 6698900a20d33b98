/** Recipients hear that something was restricted, and that it ended (Art. 19). */
import { makeNotices } from '#db/notice.ts'
import { record } from '#db/record.ts'
import { restrictionsOf } from '#db/restriction.ts'
import type { Located } from '#domain/subject.ts'
import type { Portal } from '../portal.ts'
import { recipientsToTell } from './recipients.ts'

const actor = { kind: 'system', ref: 'notices' } as const

/**
 * Makes the notices about this person's restrictions that are not made yet. It follows from the facts and may run again:
 * there is one notice per recipient and cause. Throws when the source does not say to whom data were given.
 */
export async function tellOfRestrictions(portal: Portal, subjectId: string, self: Located): Promise<void> {
  const { store } = portal
  for (const each of await restrictionsOf(store.read, store.t, subjectId)) {
    const causes = [
      { cause: 'restriction', causeId: each.id, at: each.since },
      ...(each.lifted ? [{ cause: 'lifted', causeId: `${each.id}~lifted`, at: each.lifted } as const] : []),
    ] as const
    const category = 'category' in each.scope ? each.scope.category : null
    for (const { cause, causeId, at } of causes) {
      const recipients = await recipientsToTell(portal, self, at)
      if (recipients.length === 0) continue
      const { requestId } = each
      await record(store, portal.now(), actor, async ledger => {
        const categories = category === null ? [] : [category]
        const made = await makeNotices(ledger, { subjectId, requestId, cause, causeId, categories, recipients })
        return made > 0 || ledger.decline(false)
      })
    }
  }
}
