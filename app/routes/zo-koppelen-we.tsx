/** Zo koppelen we: how matching works with this member's own data, what would change it, and a person who looks (M11). */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { askHuman, matchingPage } from '../bar/matching.ts'
import { words } from '../text/words.ts'
import { Card, Fact, Facts, Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, Field } from '../ui/field.tsx'
import { Tag } from '../ui/tag.tsx'
import { titled } from '../ui/title.ts'
import { Value } from '../ui/value.tsx'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.object.matchTitle)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, language, csrf, now } = args.context
  return json({ language, csrf, ...(await matchingPage(portal, subjectId, { now, language })) })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const form = new URLSearchParams(await args.request.text())
  const asked = await askHuman(portal, subjectId, form.get('text') ?? '', { now, language })
  return 'errors' in asked ? json(asked, { status: 422 }) : redirect(`/verzoeken/${asked.reference}`, 303)
}

export default function Matching() {
  const { language, csrf, uses, how, known } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { common, object: w } = words(language)
  return (
    <>
      <ErrorSummary title={common.errorTitle} errors={failed?.errors} />
      <Heading kicker={<a href="/gegevens">{w.back}</a>}>{w.matchTitle}</Heading>
      <p className="lead">{w.matchLead}</p>
      <Card id="hoe" title={w.matchHow}>
        <p>{how}</p>
      </Card>
      <h2>{w.matchUses}</h2>
      {!known && (
        <Notice tone="info">
          <p>{w.matchNothing}</p>
        </Notice>
      )}
      {uses.map(use => (
        <Card key={use.id} id={use.id} title={use.category} tag={use.off && <Tag tone="busy">{w.stillTag}</Tag>}>
          <p>
            {use.label}. {use.meaning}
          </p>
          {use.off ? <p>{w.matchOff}</p> : use.values.length === 0 && <p>{w.matchNothing}</p>}
          {use.values.length > 0 && (
            <Facts>
              {use.values.map(each => (
                <Fact key={each.key} name={each.label}>
                  {each.empty ? <span className="muted">{w.matchEmpty}</span> : <Value>{each.text}</Value>}
                </Fact>
              ))}
            </Facts>
          )}
        </Card>
      ))}
      <Card id="veranderen" title={w.matchChange}>
        <p>{w.matchChangeText}</p>
        <p>
          {w.matchStill} <a href="/stilzetten">{w.stillTitle}</a>
        </p>
      </Card>
      <Card id="mens" title={w.matchHuman}>
        <p>{w.matchHumanText}</p>
        <Form csrf={csrf}>
          <Field name="text" label={w.matchHumanField} rows={5} error={failed?.errors.text} value={failed?.typed} />
          <Button look="primary">{w.matchHumanSend}</Button>
        </Form>
      </Card>
    </>
  )
}
