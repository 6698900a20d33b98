/** What the page of notices to recipients shows: one list, and one notice when it is open. Neither name nor number of the person. */
import { noticeById, noticeCounts, noticePage, triesOf } from '#db/notice.ts'
import { type NoticeList, noticeLists, noticeState } from '#domain/notice.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'

const pageSize = 50

const noticeAddress = (list: NoticeList, more: Readonly<Record<string, string>> = {}): string =>
  `/berichten-aan-ontvangers?${new URLSearchParams({ lijst: list, ...more })}`

export async function noticesView({ portal, now }: Context, { role }: StaffVisitor, search: URLSearchParams) {
  const { read, t } = portal.store
  const list = noticeLists.find(each => each === search.get('lijst')) ?? 'hand'
  const asked = search.get('bericht')
  const [counts, page, open, tries] = await Promise.all([
    noticeCounts(read, t, now),
    noticePage(read, t, now, { list, from: search.get('vanaf'), size: pageSize }),
    asked === null ? null : noticeById(read, t, asked),
    asked === null ? [] : triesOf(read, t, asked),
  ])
  if (asked !== null && !open) return null
  const label = (id: string) => portal.register.categories.find(each => each.id === id)?.label
  const lineOf = (row: (typeof page.rows)[number] | NonNullable<typeof open>) => ({
    id: row.id,
    recipient: row.recipient,
    cause: row.cause,
    way: row.way,
    state: noticeState(row),
    failed: row.failedAt !== null,
    since: row.createdAt,
    dueAt: row.sentAt || row.failedAt || row.way === 'hand' ? null : row.dueAt,
    trouble: row.trouble,
    reason: row.reason,
  })
  return {
    now,
    list,
    lists: noticeLists.map(each => ({ list: each, count: counts[each], href: noticeAddress(each) })),
    lines: page.rows.map(row => ({
      ...lineOf(row),
      reference: row.reference,
      href: noticeAddress(list, { bericht: row.id }),
    })),
    open: open && {
      ...lineOf(open),
      categories: open.categories.map(id => label(id) ?? { nl: id, en: id }),
      tries: tries.map(({ id, at, trouble, milliseconds }) => ({ id, at, trouble, milliseconds })),
      again: open.way !== 'hand' && open.sentAt === null && (open.failedAt !== null || open.mailId === null),
      here: noticeAddress(list, { bericht: open.id }),
    },
    seesPerson: may(role, 'seeData'),
    back: noticeAddress(list),
    next: page.next && noticeAddress(list, { vanaf: page.next }),
    first: search.get('vanaf') ? noticeAddress(list) : null,
  }
}
