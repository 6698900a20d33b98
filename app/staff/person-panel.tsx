/** The person's data: closed until somebody says why, then part by part. */
import { lookPurposes } from '#domain/look-purpose.ts'
import { number } from '../text/dates.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { CategoryBody } from '../ui/member/category.tsx'
import { Pager } from '../ui/pager.tsx'
import { useWords } from '../ui/use-words.ts'
import { Value } from '../ui/value.tsx'
import type { RequestView } from './request-view.ts'

export function PersonPanel({ view, csrf, error }: { view: RequestView; csrf: string; error?: string }) {
  const { w } = useWords()
  const r = w.staff.request
  return (
    <Card title={r.person} id="gegevens">
      {view.person ? (
        <Opened view={view} person={view.person} />
      ) : view.maySeeData ? (
        <Form csrf={csrf}>
          <input type="hidden" name="intent" value="look" />
          <p>{r.personClosed}</p>
          <Choices
            name="purpose"
            legend={r.why}
            hint={r.personWarning}
            error={error}
            options={lookPurposes.map(each => ({ value: each, label: w.staff.lookPurpose[each] }))}
          />
          <Button look="primary">{r.openData}</Button>
        </Form>
      ) : (
        <p>{r.mayNot}</p>
      )}
    </Card>
  )
}

function Opened({ view, person }: { view: RequestView; person: NonNullable<RequestView['person']> }) {
  const { w, language } = useWords()
  const r = w.staff.request
  const { self, part, parts, purpose } = person
  return (
    <>
      <p className="muted">{r.openedFor(w.staff.lookPurpose[purpose])}</p>
      {!self ? (
        <p>{r.unknownPerson}</p>
      ) : (
        <>
          <Facts tight>
            <Fact name={r.name}>
              <Value>{self.name}</Value>
            </Fact>
            <Fact name={r.email}>
              <Value>{self.email}</Value>
            </Fact>
            <Fact name={r.number}>
              <Value mono>{self.number}</Value>
            </Fact>
          </Facts>
          <nav aria-label={r.parts}>
            <ul className="parts">
              {parts.map(each => (
                <li key={each.id}>
                  <a href={`?deel=${each.id}#deel`} aria-current={each.id === part?.id ? 'true' : undefined}>
                    {each.label}
                  </a>{' '}
                  <span className="muted mono">{each.count === null ? '–' : number(each.count, language)}</span>
                </li>
              ))}
            </ul>
          </nav>
        </>
      )}
      {part && (
        <section id="deel" aria-labelledby="deel-title">
          <h3 id="deel-title">{r.part(part.label)}</h3>
          <p className="muted">
            {r.asMember} <a href={`/werkvoorraad/${view.reference}`}>{r.closePart}</a>
          </p>
          {part.items.length === 0 ? <p>{r.partEmpty}</p> : <CategoryBody category={part} w={w.member.data} />}
          <Pager next={part.next} first={null} words={w.common} />
        </section>
      )}
    </>
  )
}
