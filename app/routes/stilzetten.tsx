/** Zet stil: data that are only stored for a while, per category or use, on a ground of 18(1). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { restrictionGrounds } from '#domain/bar.ts'
import { setStill, stillPage } from '../bar/still.ts'
import { words } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices, ErrorSummary, Select } from '../ui/field.tsx'
import { resultIn } from '../ui/member/bar-result.ts'
import { Tag } from '../ui/tag.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.object.stillTitle)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, language, csrf, now } = args.context
  const query = new URL(args.request.url).searchParams
  const page = await stillPage(portal, subjectId, { now, language })
  return json({ language, csrf, result: resultIn(query), asked: query.get('wat') ?? '', ...page })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const form = new URLSearchParams(await args.request.text())
  const done = await setStill(portal, subjectId, form, { now, language })
  if (!done) throw new Response(null, { status: 404 })
  return 'errors' in done ? json(done, { status: 422 }) : redirect(`/stilzetten?gedaan=${done.result}`, 303)
}

export default function Still() {
  const { language, csrf, result, asked, now, choices } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { common, object: w } = words(language)
  return (
    <>
      <ErrorSummary title={common.errorTitle} errors={failed?.errors} />
      <Heading kicker={<a href="/gegevens">{w.back}</a>}>{w.stillTitle}</Heading>
      {result && !failed && (
        <Notice tone={result === 'waiting' || result === 'nothing' ? 'info' : 'done'} live>
          <p>{w.results[result]}</p>
        </Notice>
      )}
      <p className="lead">
        {w.stillLead} {w.stillExcept}
      </p>
      <Card id="nu" title={w.stillNow}>
        {now.length === 0 && <p>{w.stillNone}</p>}
        <ul className="tiles tiles-one">
          {now.map(each => (
            <li className="tile" key={each.id}>
              <div className="card-head">
                <strong>
                  {each.kind}: {each.what}
                </strong>
                <Tag tone="busy">{w.stillTag}</Tag>
              </div>
              <p>
                {w.grounds[each.ground]} {w.stillSince(each.since)} {each.liftsOn && w.stillLiftTold(each.liftsOn)}
              </p>
              {each.reference && (
                <p>
                  <a href={`/verzoeken/${each.reference}`}>{w.toRequest}</a>
                </p>
              )}
              {each.own && (
                <Form csrf={csrf}>
                  <input type="hidden" name="restriction" value={each.id} />
                  <Button name="do" value="lift">
                    {w.stillLift}
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Card id="nieuw" title={w.stillNew}>
        <Form csrf={csrf}>
          <Select
            name="what"
            label={w.stillWhat}
            value={failed?.typed.what ?? asked}
            error={failed?.errors.what}
            options={[{ value: '', label: '–' }, ...choices]}
          />
          <Choices
            name="ground"
            legend={w.stillWhy}
            error={failed?.errors.ground}
            options={restrictionGrounds.map(ground => ({
              value: ground,
              label: w.grounds[ground],
              checked: failed?.typed.ground === ground,
            }))}
          />
          <p className="muted">{w.stillThen}</p>
          <Button look="primary" name="do" value="still">
            {w.stillSend}
          </Button>
        </Form>
      </Card>
    </>
  )
}
