/**
 * How sure we are who asks (S3): the checks that were made, the lightest one that is enough, a form for one more, and the
 * question to the person. There is no field for a document: only how, by whom and when is kept (ID-03, ID-04).
 */
import { identityMethods } from '#domain/identity.ts'
import { moment } from '../text/dates.ts'
import { Card, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, Field, Select } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import { AskIdentityForm } from './ask-identity-form.tsx'
import type { PanelProps } from './panel-props.ts'
import { Seen } from './stale-notice.tsx'

export function IdentityPanel(props: PanelProps) {
  const { w, language } = useWords()
  const k = w.workbench.identity
  const { view } = props
  const { identity } = view
  const tone = identity.known ? 'done' : identity.doubt ? 'late' : 'turn'
  return (
    <Card
      title={k.title}
      id="identiteit"
      tag={<Tag tone={tone}>{identity.known ? k.sure : identity.doubt ? k.doubt : k.notYet}</Tag>}
    >
      {identity.signedIn && <p>{k.signedIn}</p>}
      {identity.checks.length > 0 && (
        <ul className="plain-list">
          {identity.checks.map(each => (
            <li key={each.id}>
              <strong>{k.method[each.method]}</strong>{' '}
              <Tag tone={each.sure ? (each.grade === 'sure' ? 'done' : 'plain') : 'late'}>
                {each.sure ? k.grade[each.grade] : k.doubtTag}
              </Tag>
              {each.note && <p className="preserve">{each.note}</p>}
              <p className="muted">{k.checkedBy(each.by ?? k.machine, moment(each.at, language))}</p>
            </li>
          ))}
        </ul>
      )}
      {!identity.known && identity.suggested.length > 0 && (
        <p>
          {k.lightest} <strong>{k.method[identity.suggested[0]!]}</strong>. {k.lightestWhy}
        </p>
      )}
      {identity.stranger && (
        <Notice tone="info">
          <p>{k.stranger}</p>
          {identity.letterId && <a href={`/werkvoorraad/bericht/${identity.letterId}`}>{k.link}</a>}
        </Notice>
      )}
      {view.open && view.mayWork && (
        <>
          <CheckForm {...props} />
          <AskIdentityForm {...props} />
        </>
      )}
    </Card>
  )
}

function CheckForm({ view, csrf, seen, errors, typed }: PanelProps) {
  const { w } = useWords()
  const k = w.workbench.identity
  const { identity, clock } = view
  const asked = clock.questions.some(({ kind }) => kind === 'identity')
  const mine = typed.intent === 'identity'
  return (
    <More title={k.check} open={mine || errors.identityNote !== undefined}>
      <Form csrf={csrf} label={k.check}>
        <input type="hidden" name="intent" value="identity" />
        <Seen seen={seen} />
        <div className="field">
          <Select
            name="method"
            label={k.how}
            value={typed.method ?? identity.suggested[0] ?? 'callBack'}
            options={identityMethods.map(each => ({ value: each, label: k.method[each] }))}
          />
        </div>
        <Choices
          name="outcome"
          legend={k.outcome}
          error={errors.outcome}
          options={[
            { value: 'sure', label: k.convinced, hint: k.convincedHint, checked: typed.outcome === 'sure' },
            { value: 'doubt', label: k.doubted, hint: k.doubtedHint, checked: typed.outcome === 'doubt' },
          ]}
        />
        <Field
          name="identityNote"
          label={k.note}
          hint={k.noteHint}
          value={typed.identityNote}
          error={errors.identityNote}
          rows={3}
        />
        {asked && (
          <Field
            name="checkedOn"
            label={k.answeredOn}
            hint={k.answeredOnHint}
            type="date"
            size="day"
            value={(mine ? typed.checkedOn : undefined) ?? clock.today}
            error={errors.checkedOn}
          />
        )}
        <p className="muted">{k.kept}</p>
        <Button>{k.save}</Button>
      </Form>
    </More>
  )
}
