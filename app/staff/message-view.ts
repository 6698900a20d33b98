/** The conversation about a request. What the person wrote is theirs: it opens with the rest of their data. */
import { type MessageRead, noteRead } from '#db/message.ts'
import { filesOfMessages } from '#db/received-file.ts'
import type { SubjectRequest } from '#db/subject-request.ts'
import type { Context } from '../context.ts'

/** @param open whether this visitor may read the texts now; the looking is recorded by the caller, before */
export async function messagesView(
  { portal: { store }, now }: Context,
  row: Pick<SubjectRequest, 'id'>,
  messages: readonly MessageRead[],
  open: boolean,
) {
  const unread = messages.filter(each => each.from === 'member' && each.readAt === null).length
  if (open && unread > 0) await noteRead(store, row.id, 'member', now)
  const files = open
    ? await filesOfMessages(
        store.read,
        store.t,
        messages.map(each => each.id),
      )
    : []
  return {
    open,
    count: messages.length,
    unread,
    list: open
      ? messages.map(({ id, from, kind, text, at, readAt, name }) => ({
          id,
          from,
          kind,
          text,
          at,
          readAt,
          name,
          files: files
            .filter(file => file.messageId === id)
            .map(file => ({ id: file.id, name: file.name, bytes: file.bytes })),
        }))
      : [],
  }
}
