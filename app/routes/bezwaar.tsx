/** Bezwaar maken, on a page of its own, clearly apart (21(4)). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { object, objectPage, type ObjectionView } from '../bar/object.ts'
import { type AllWords, words } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, ErrorSummary, Field } from '../ui/field.tsx'
import { resultIn } from '../ui/member/bar-result.ts'
import { Tag } from '../ui/tag.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.object.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, language, csrf, now } = args.context
  const query = new URL(args.request.url).searchParams
  const page = await objectPage(portal, subjectId, { now, language })
  return json({ language, csrf, result: resultIn(query), asked: query.getAll('doel'), ...page })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const form = new URLSearchParams(await args.request.text())
  const done = await object(portal, subjectId, form, { now, language })
  if (!done) throw new Response(null, { status: 404 })
  return 'errors' in done ? json(done, { status: 422 }) : redirect(`/bezwaar?gedaan=${done.result}`, 303)
}

export default function Object() {
  const { language, csrf, result, asked, marketing, others, objections } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { common, object: w } = words(language)
  const chosen = failed?.typed.purposes ?? asked
  return (
    <>
      <ErrorSummary title={common.errorTitle} errors={failed?.errors} />
      <Heading kicker={<a href="/gegevens">{w.back}</a>}>{w.title}</Heading>
      {result && !failed && (
        <Notice tone={result === 'waiting' || result === 'nothing' ? 'info' : 'done'} live>
          <p>{w.results[result]}</p>
        </Notice>
      )}
      <p className="lead">{w.lead}</p>
      {marketing.map(each => (
        <Card key={each.id} id={each.id} title={w.marketing} tag={each.stopped && <Tag tone="done">{w.stillTag}</Tag>}>
          <p>{each.meaning}</p>
          <p>{each.stopped ? w.stopped(each.stopped.on) : w.marketingText}</p>
          <Form csrf={csrf}>
            {each.stopped && <input type="hidden" name="objection" value={each.stopped.id} />}
            <input type="hidden" name="purpose" value={each.id} />
            <Button name="do" value={each.stopped ? 'back' : 'stop'} look={each.stopped ? 'plain' : 'primary'}>
              {each.stopped ? w.again(each.label) : w.stop(each.label)}
            </Button>
          </Form>
        </Card>
      ))}
      {objections.length > 0 && (
        <Card id="bezwaren" title={w.running}>
          <ul className="tiles tiles-one">
            {objections.map(each => (
              <Made key={each.id} made={each} csrf={csrf} w={w} />
            ))}
          </ul>
        </Card>
      )}
      {others.length > 0 && (
        <Card id="anders" title={w.others}>
          <p>
            {w.othersText} {w.othersLate}
          </p>
          <Form csrf={csrf}>
            <Choices
              name="purpose"
              legend={w.which}
              hint={w.whichHint}
              error={failed?.errors.purpose}
              several
              options={others.map(each => ({
                value: each.id,
                label: each.label,
                hint: `${each.category} ${each.interest}`,
                checked: chosen.includes(each.id),
              }))}
            />
            <Field
              name="situation"
              label={w.situation}
              hint={w.situationHint}
              rows={6}
              error={failed?.errors.situation}
              value={failed?.typed.situation}
            />
            <Button name="do" value="object">
              {w.send}
            </Button>
          </Form>
        </Card>
      )}
    </>
  )
}

const tones = { open: 'busy', upheld: 'done', default: 'done', rejected: 'plain' } as const

const Made = ({ made, csrf, w }: { made: ObjectionView; csrf: string; w: AllWords['object'] }) => (
  <li className="tile">
    <div className="card-head">
      <strong>{made.label}</strong>
      {made.state === 'rejected' ? null : <Tag tone={tones[made.state]}>{w.stillTag}</Tag>}
    </div>
    <p>
      {w.about(made.category)} {w.state[made.state]}
    </p>
    {made.reference && (
      <p>
        <a href={`/verzoeken/${made.reference}`}>{w.toRequest}</a>
      </p>
    )}
    {made.state !== 'rejected' && (
      <Form csrf={csrf}>
        <input type="hidden" name="objection" value={made.id} />
        <Button name="do" value="back" look="link">
          {w.takeBack}
        </Button>
      </Form>
    )}
  </li>
)
