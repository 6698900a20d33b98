/** The page on which staff file what came in from outside: when, from whom, what it says, and which rights are in it. */
import { useActionData, useLoaderData } from '@remix-run/react'
import { behalves, filedChannels } from '#domain/intake.ts'
import { languages } from '#domain/language.ts'
import { rights } from '#domain/right.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, ErrorSummary, Field, FileField, Select } from '../ui/field.tsx'
import { useWords } from '../ui/use-words.ts'
import type { newAction, newLoader, NewView } from './new-step.ts'
import { TermCard } from './term-card.tsx'

const blank: NewView = { typed: {}, errors: {}, found: null, suggested: null }

export function NewPage() {
  const { w } = useWords()
  const i = w.intake
  const page = useLoaderData<typeof newLoader>()
  const answer = useActionData<typeof newAction>()
  const { typed, errors, found, suggested }: NewView = answer ?? blank
  const term = answer ? answer.term : page.term
  return (
    <div className="intake">
      <p className="crumbs">
        <a href="/werkvoorraad">{w.staff.request.back}</a>
      </p>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      <Heading>{i.title}</Heading>
      <p>{i.lead}</p>
      <Form csrf={page.csrf} files className="intake-form">
        {/* Pressing Enter in a field presses the first button, which files nothing. */}
        <Card title={i.arrived} id="aankomst">
          <Choices
            name="channel"
            legend={i.how}
            error={errors.channel}
            options={filedChannels.map(each => ({
              value: each,
              label: i.channels[each],
              checked: typed.channel === each,
            }))}
          />
          <div className="side-by-side">
            <Field name="day" label={i.day} type="date" size="day" value={typed.day ?? page.day} error={errors.day} />
            <Field
              name="time"
              label={i.time}
              hint={i.timeHint}
              size="day"
              value={typed.time ?? page.time}
              error={errors.time}
              maxLength={5}
            />
          </div>
          <TermCard term={term} />
          <Button name="intent" value="calculate">
            {i.calculate}
          </Button>
        </Card>
        <Card title={i.who} id="wie">
          <Field name="find" label={i.find} hint={i.findHint} value={typed.find} error={errors.find} />
          <Button name="intent" value="find">
            {i.findButton}
          </Button>
          <Found found={found} person={typed.person} />
          <Field name="name" label={i.name} value={typed.name} error={errors.name} maxLength={200} />
          <Field
            name="email"
            label={i.email}
            hint={i.emailHint}
            type="email"
            value={typed.email}
            error={errors.email}
            maxLength={254}
          />
          <Field name="address" label={i.address} rows={3} value={typed.address} error={errors.address} />
          <div className="field">
            <Select
              name="language"
              label={i.language}
              value={typed.language ?? 'nl'}
              options={languages.map(each => ({ value: each, label: w.common.language.names[each], lang: each }))}
            />
          </div>
          <Choices
            name="behalf"
            legend={i.behalf}
            options={[
              { value: '', label: i.behalves.none, checked: !typed.behalf },
              ...behalves.map(each => ({ value: each, label: i.behalves[each], checked: typed.behalf === each })),
            ]}
          />
          <div className="choices-nested">
            <Field name="behalfName" label={i.behalfName} value={typed.behalfName} error={errors.behalfName} />
            <Field
              name="authority"
              label={i.authority}
              hint={i.authorityHint}
              rows={2}
              value={typed.authority}
              error={errors.authority}
            />
          </div>
        </Card>
        <Card title={i.what} id="wat">
          <Field name="text" label={i.text} hint={i.textHint} rows={10} value={typed.text} error={errors.text} />
          <p>
            <Button name="intent" value="suggest">
              {i.suggest}
            </Button>{' '}
            <span className="muted">{i.suggestHint}</span>
          </p>
          {suggested && (
            <Notice tone="info" live title={i.suggested}>
              {suggested.length === 0 ? (
                <p>{i.suggestedNone}</p>
              ) : (
                <ul>
                  {suggested.map(each => (
                    <li key={each.right}>
                      <a href={`#rights-${each.right}`}>{w.staff.right[each.right]}</a>
                    </li>
                  ))}
                </ul>
              )}
            </Notice>
          )}
          <Choices
            name="rights"
            legend={i.rights}
            hint={i.rightsHint}
            error={errors.rights}
            several
            options={rights.map(right => {
              const said = suggested?.find(each => each.right === right)?.said
              return {
                value: right,
                label: w.staff.right[right],
                hint: said && i.suggestedFor(said),
                checked: typed.rights?.includes(right),
              }
            })}
          />
          <FileField name="files" label={i.files} hint={i.filesHint} error={errors.files} />
          <p className="muted">{i.neverId}</p>
          <Button look="primary" name="intent" value="file">
            {i.submit}
          </Button>
        </Card>
      </Form>
    </div>
  )
}

/** Who was found by what was typed, and whether it is them: for staff to say. */
function Found({ found, person }: { found: NewView['found']; person: string | undefined }) {
  const { w } = useWords()
  const i = w.intake
  if (found === null) return null
  if (found === 'none') return <Notice tone="info" live title={i.foundNone} />
  return (
    <Choices
      name="person"
      legend={i.foundOne}
      hint={i.knownNote}
      options={[
        {
          value: found.subjectId,
          label: i.thisPerson(found.name, found.number),
          hint: found.email,
          checked: person === found.subjectId,
        },
        { value: 'stranger', label: i.otherPerson, checked: person !== found.subjectId },
      ]}
    />
  )
}
