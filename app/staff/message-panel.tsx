/** The conversation with the person, on their page and here. Internal notes are elsewhere, in another colour, and are never sent. */
import { moment, size } from '../text/dates.ts'
import { Card } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PanelProps } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function MessagePanel({ view, csrf, seen, errors, typed }: PanelProps) {
  const { w, language } = useWords()
  const k = w.workbench.messages
  const { messages } = view
  return (
    <Card
      title={k.title}
      id="berichten"
      tag={messages.unread > 0 ? <Tag tone="turn">{k.unread(messages.unread)}</Tag> : undefined}
    >
      {messages.count === 0 && <p>{k.none}</p>}
      {messages.count > 0 && !messages.open && (
        <p>
          {k.closed(messages.count)} {view.maySeeData && <a href="#gegevens">{w.staff.request.openFirst}</a>}
        </p>
      )}
      {messages.list.length > 0 && (
        <ol className="thread">
          {messages.list.map(each => (
            <li key={each.id} className={`message message-${each.from}`}>
              <p className="message-head">
                <strong>{each.from === 'member' ? k.member : (each.name ?? k.us)}</strong>{' '}
                {each.kind !== 'message' && <Tag>{k.kind[each.kind]}</Tag>}{' '}
                <span className="muted">{moment(each.at, language)}</span>
              </p>
              <p className="preserve">{each.text}</p>
              {each.files.length > 0 && (
                <ul aria-label={k.files}>
                  {each.files.map(file => (
                    <li key={file.id}>
                      <a href={`/bestand/${file.id}`} download>
                        {file.name}
                      </a>{' '}
                      <span className="muted">{size(file.bytes, language)}</span>
                    </li>
                  ))}
                </ul>
              )}
              {each.from === 'staff' && (
                <p className="muted">{each.readAt ? k.readAt(moment(each.readAt, language)) : k.notRead}</p>
              )}
            </li>
          ))}
        </ol>
      )}
      {view.mayWork && !view.merged && (
        <Form csrf={csrf} label={k.write}>
          <input type="hidden" name="intent" value="message" />
          <Seen seen={seen} />
          <Field
            name="message"
            label={k.write}
            hint={k.writeHint}
            value={typed.message}
            error={errors.message}
            rows={4}
          />
          <Button>{k.send}</Button>
        </Form>
      )}
    </Card>
  )
}
