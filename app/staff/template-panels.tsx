/** Choosing, editing and trying a template. */
import { answerOutcomes } from '#domain/answer.ts'
import { languages } from '#domain/language.ts'
import { rights } from '#domain/right.ts'
import { number } from '../text/dates.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { LetterText } from '../ui/letter.tsx'
import { More } from '../ui/panel.tsx'
import { StackedTable } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { useWords } from '../ui/use-words.ts'
import type { templateView } from './template-view.ts'

type View = Awaited<ReturnType<typeof templateView>>

/** A list is an address: the form asks for another template with GET. */
export function TemplateChooser({ view }: { view: View | null }) {
  const { w } = useWords()
  const k = w.letters.templates
  return (
    <form method="get" action="/sjablonen" className="queue-tools" aria-label={k.choose}>
      <div className="inline-form">
        <div className="field">
          <Select
            name="recht"
            label={k.right}
            value={view?.kind.right}
            options={rights.map(value => ({ value, label: w.staff.right[value] }))}
          />
        </div>
        <div className="field">
          <Select
            name="uitkomst"
            label={k.outcome}
            value={view?.kind.outcome}
            options={answerOutcomes.map(value => ({ value, label: w.letters.outcome[value] }))}
          />
        </div>
        <div className="field">
          <Select
            name="taal"
            label={k.language}
            value={view?.kind.language}
            options={languages.map(value => ({ value, label: w.common.language.names[value], lang: value }))}
          />
        </div>
        <Button>{k.show}</Button>
      </div>
    </form>
  )
}

export function TemplateForm({ view, csrf, error }: { view: View; csrf: string; error?: string }) {
  const { w, language } = useWords()
  const k = w.letters.templates
  const { kind } = view
  return (
    <Card
      id="sjabloon"
      title={`${w.staff.right[kind.right]}, ${w.letters.outcome[kind.outcome].toLowerCase()}`}
      tag={<Tag tone={view.own ? 'busy' : 'plain'}>{view.own ? k.own : k.program}</Tag>}
    >
      <Form csrf={csrf}>
        <Field name="text" label={k.label} hint={k.hint} value={view.text} error={error} rows={26} />
        <div className="row">
          <Button look="primary" name="intent" value="save">
            {k.save}
          </Button>
          <Button name="intent" value="try">
            {k.try}
          </Button>
        </div>
      </Form>
      {view.own && (
        <Form csrf={csrf} label={k.drop}>
          <input type="hidden" name="intent" value="drop" />
          <Button>{k.drop}</Button>
          <p className="muted">{k.dropHint}</p>
        </Form>
      )}
      {view.meter && (
        <Facts tight>
          <Fact name={w.letters.meter}>
            <Tag tone={view.meter.plain ? 'done' : 'turn'}>
              {view.meter.plain ? w.letters.plain : w.letters.hardToRead}
            </Tag>
          </Fact>
          <Fact name={w.letters.score}>{number(view.meter.score, language)}</Fact>
          <Fact name={w.letters.mean}>{number(view.meter.mean, language)}</Fact>
        </Facts>
      )}
      <More title={k.facts}>
        <StackedTable
          caption={k.facts}
          columns={[k.fact, k.meaning]}
          rows={Object.entries(k.factMeaning).map(([name, meaning]) => ({
            key: name,
            cells: [<code key="fact">{`{{ ${name} }}`}</code>, meaning],
          }))}
        />
        <ul>
          {Object.entries(k.loops).map(([name, text]) => (
            <li key={name}>{text}</li>
          ))}
        </ul>
      </More>
    </Card>
  )
}

export function TemplatePreview({ view }: { view: View }) {
  const { w } = useWords()
  const k = w.letters.templates
  return (
    <>
      {view.preview && (
        <Card id="voorbeeld" title={k.preview}>
          <div className="paper">
            <LetterText blocks={view.preview} language={view.kind.language} />
          </div>
        </Card>
      )}
      {view.late && (
        <Card id="te-laat" title={k.previewLate}>
          <div className="paper">
            <LetterText blocks={view.late} language={view.kind.language} />
          </div>
        </Card>
      )}
      <Card id="eigen" title={k.which}>
        {view.ownKinds.length === 0 ? (
          <p>{k.noOwn}</p>
        ) : (
          <ul>
            {view.ownKinds.map(each => (
              <li key={each.address}>
                <a href={each.address}>
                  {w.staff.right[each.right]}, {w.letters.outcome[each.outcome].toLowerCase()},{' '}
                  {w.common.language.names[each.language]}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}
