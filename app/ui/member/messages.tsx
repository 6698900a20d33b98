/** Messages both ways, and the field to write one; an open question of ours is answered in the same place. */
import type { Dialogue, MessageView } from '../../member/dialogue.ts'
import type { AllWords } from '../../text/words.ts'
import { Card } from '../blocks.tsx'
import { Button, Form } from '../button.tsx'
import { Field, FileField } from '../field.tsx'
import { Value } from '../value.tsx'

type Words = AllWords['dialogue']

export const Messages = ({
  dialogue,
  csrf,
  typed,
  errors,
  filesAt = '/bestand',
  w,
}: {
  dialogue: Dialogue
  csrf: string
  typed?: string
  errors?: { message?: string; files?: string }
  /** Where the files can be fetched. */
  filesAt?: string
  w: Words
}) => (
  <Card id="berichten" title={w.messages}>
    {dialogue.messages.length === 0 ? (
      <p className="muted">{w.messagesNone}</p>
    ) : (
      <ol className="talk">
        {dialogue.messages.map(each => (
          <Message key={each.id} message={each} filesAt={filesAt} w={w} />
        ))}
      </ol>
    )}
    {dialogue.mayWrite && (
      <Form csrf={csrf} files label={dialogue.asked ? w.reply : w.write}>
        <Field
          name="message"
          label={dialogue.asked ? w.reply : w.writeLabel}
          hint={w.writeHint}
          value={typed}
          error={errors?.message}
          rows={5}
        />
        <FileField name="files" label={w.filesLabel} hint={w.filesHint} error={errors?.files} />
        <Button look={dialogue.asked ? 'primary' : 'plain'} name="do" value="message">
          {w.sendIt}
        </Button>
      </Form>
    )}
    {!dialogue.mayWrite && <p className="muted">{w.over}</p>}
  </Card>
)

const Message = ({ message, filesAt, w }: { message: MessageView; filesAt: string; w: Words }) => (
  <li className={message.mine ? 'talk-mine' : 'talk-ours'}>
    <p className="talk-head">
      <strong>{message.mine ? w.fromYou : w.fromUs}</strong> <span className="muted small">{message.when}</span>
    </p>
    {w.kind[message.kind] && <p className="talk-kind">{w.kind[message.kind]}</p>}
    <p className="preserve">
      <Value>{message.text}</Value>
    </p>
    {message.files.length > 0 && (
      <ul aria-label={w.filesOf}>
        {message.files.map(file => (
          <li key={file.id}>
            <a href={`${filesAt}/${file.id}`} download>
              {file.name}
            </a>{' '}
            <span className="muted small">{file.size}</span>
          </li>
        ))}
      </ul>
    )}
  </li>
)
