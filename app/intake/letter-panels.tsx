/** The blocks of a letter's page: what it is, its text, its files, the requests in it, and whose it is. */
import { lookPurposes } from '#domain/look-purpose.ts'
import { rights } from '#domain/right.ts'
import { longDay, moment, shortDay, size } from '../text/dates.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, type Errors, Field, FileField, Select } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { StackedTable } from '../ui/table.tsx'
import { useWords } from '../ui/use-words.ts'
import { Value } from '../ui/value.tsx'
import type { Refused } from './letter-change.ts'
import type { LetterContent, LetterView } from './letter-view.ts'

type Part = { view: LetterView; csrf: string; errors: Errors }
type Opened = Part & { content: LetterContent }

export function FactsPanel({ view, content }: Pick<Opened, 'view' | 'content'>) {
  const { w, language } = useWords()
  const l = w.intake.letter
  return (
    <Card title={l.facts} id="bericht">
      <Facts>
        <Fact name={l.channel}>{w.intake.channels[view.channel]}</Fact>
        <Fact name={l.arrived}>
          {longDay(view.arrivedDay, language)} ({moment(view.arrivedAt, language)})
        </Fact>
        <Fact name={l.filedAt}>{l.filedBy(moment(content.filedAt, language), content.filedBy ?? l.byPerson)}</Fact>
        <Fact name={l.named}>
          {[content.name, content.email, content.address].filter(Boolean).map(line => (
            <span className="note-text" key={line}>
              <Value>{line}</Value>
            </span>
          ))}
        </Fact>
        {content.onBehalf && (
          <>
            <Fact name={l.behalf}>
              <Value>{content.behalfName ?? ''}</Value> ({l.behalves[content.onBehalf]})
            </Fact>
            <Fact name={l.authority}>{content.authority}</Fact>
          </>
        )}
      </Facts>
      <h3>{l.text}</h3>
      {content.text ? <p className="letter-text">{content.text}</p> : <p className="muted">{l.noText}</p>}
    </Card>
  )
}

/** Closed until somebody says why; who filed it in this session said so by filing it. */
export function ClosedPanel({ csrf, error }: { csrf: string; error: string | undefined }) {
  const { w } = useWords()
  const r = w.staff.request
  return (
    <Card title={w.intake.letter.facts} id="bericht">
      <Form csrf={csrf}>
        <input type="hidden" name="intent" value="look" />
        <p>{w.intake.letter.closed}</p>
        <Choices
          name="purpose"
          legend={r.why}
          hint={r.personWarning}
          error={error}
          options={lookPurposes.map(each => ({ value: each, label: w.staff.lookPurpose[each] }))}
        />
        <Button look="primary">{w.intake.letter.openIt}</Button>
      </Form>
    </Card>
  )
}

export function FilesPanel({ view, content, csrf, errors }: Opened) {
  const { w, language } = useWords()
  const l = w.intake.letter
  return (
    <Card title={l.files} id="bestanden">
      {content.files.length === 0 ? (
        <p className="muted">{l.filesNone}</p>
      ) : (
        <StackedTable
          caption={l.filesCaption}
          columns={view.mayWork ? Object.values(l.fileColumns) : Object.values(l.fileColumns).slice(0, 3)}
          rows={content.files.map(file => ({
            key: file.id,
            cells: [
              <a key="name" href={`/bestand/${file.id}`} download>
                {file.name}
              </a>,
              size(file.bytes, language),
              moment(file.at, language),
              ...(view.mayWork
                ? [
                    <Form csrf={csrf} key="remove" label={l.removeNamed(file.name)}>
                      <input type="hidden" name="intent" value="remove" />
                      <Button look="link" name="file" value={file.id}>
                        {l.remove}
                        <span className="sr-only">: {file.name}</span>
                      </Button>
                    </Form>,
                  ]
                : []),
            ],
          }))}
        />
      )}
      <p className="muted">
        {l.download} {view.mayWork && l.idCopy}
      </p>
      {view.mayWork && (
        <Form csrf={csrf} files label={l.addFiles}>
          <input type="hidden" name="intent" value="add" />
          <FileField name="files" label={l.addFiles} hint={w.intake.filesHint} error={errors.files} />
          <p className="muted">{w.intake.neverId}</p>
          <Button>{l.addButton}</Button>
        </Form>
      )}
    </Card>
  )
}

export function RequestsPanel({ view, csrf, errors }: Part) {
  const { w, language } = useWords()
  const l = w.intake.letter
  const there = new Set(view.requests.filter(each => !each.closed).map(each => each.right))
  const more = rights.filter(right => !there.has(right))
  return (
    <Card title={l.requests} id="verzoeken">
      <StackedTable
        caption={l.requestsCaption}
        columns={Object.values(l.requestColumns)}
        rows={view.requests.map(each => ({
          key: each.reference,
          cells: [
            <a key="reference" className="mono" href={`/werkvoorraad/${each.reference}`}>
              {each.reference}
            </a>,
            w.staff.right[each.right],
            w.staff.need[each.need],
            shortDay(each.answerBy, language),
          ],
        }))}
      />
      {view.mayWork && more.length > 0 && (
        <More title={l.split} open={errors.right !== undefined}>
          <Form csrf={csrf} label={l.split}>
            <input type="hidden" name="intent" value="split" />
            <div className={errors.right ? 'field field-wrong' : 'field'}>
              {errors.right && <span className="error">{errors.right}</span>}
              <Select
                name="right"
                label={l.split}
                options={more.map(right => ({ value: right, label: w.staff.right[right] }))}
              />
              <span className="hint">{l.splitHint}</span>
            </div>
            <Button>{l.splitButton}</Button>
          </Form>
        </More>
      )}
    </Card>
  )
}

export function PersonPanel({ view, content, csrf, errors, refused }: Opened & { refused: Refused | undefined }) {
  const { w } = useWords()
  const l = w.intake.letter
  const link = <LinkForm content={content} csrf={csrf} errors={errors} refused={refused} />
  return (
    <Card title={l.person} id="persoon">
      <p>
        {content.person ? (
          <>
            <Value>{content.person.name}</Value>, <Value mono>{content.person.number}</Value>
          </>
        ) : (
          l.stranger
        )}
      </p>
      {view.mayWork &&
        (content.person ? (
          <More title={l.linkOther} open={Boolean(refused)}>
            {link}
          </More>
        ) : (
          link
        ))}
    </Card>
  )
}

/** Look for the member, then link, with a reason unless it is known who asks. */
function LinkForm({ content, csrf, errors, refused }: Omit<Opened, 'view'> & { refused: Refused | undefined }) {
  const { w } = useWords()
  const l = w.intake.letter
  const found = refused?.found
  return (
    <>
      <Form csrf={csrf} label={l.linkFind}>
        <input type="hidden" name="intent" value="find" />
        <Field
          name="find"
          label={w.intake.find}
          hint={w.intake.findHint}
          value={refused?.typed.find}
          error={errors.find}
          maxLength={320}
        />
        <Button>{w.intake.findButton}</Button>
      </Form>
      {found && (
        <Form csrf={csrf} label={l.link}>
          <input type="hidden" name="intent" value="link" />
          <input type="hidden" name="find" value={refused.typed.find} />
          <p role="status">
            <strong>{l.linkFound(found.name, found.number)}</strong>
          </p>
          {!content.identityKnown && (
            <Field
              name="reason"
              label={l.linkReason}
              hint={l.linkReasonHint}
              rows={2}
              value={refused.typed.reason}
              error={errors.reason}
              maxLength={1000}
            />
          )}
          <Button name="person" value={found.subjectId}>
            {l.linkButton}
          </Button>
        </Form>
      )}
    </>
  )
}
