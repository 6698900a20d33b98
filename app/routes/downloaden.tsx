/** Downloaden: a copy of everything in one click, or of what you choose. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { frozenUntil } from '#db/freeze.ts'
import { dayOf } from '#domain/day.ts'
import { askCopy, choices, runningCopy } from '../member/ask-copy.ts'
import { readTyped, scopeOf, typedQuery } from '../member/scope-form.ts'
import { moment } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { ScopeFields } from '../ui/member/scope-fields.tsx'
import { More } from '../ui/panel.tsx'
import { titled } from '../ui/title.ts'
import { provenRecently, requireMember } from '../who.ts'

export const handle = titled(w => w.download.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId, provenAt } = requireMember(args)
  const { portal, language, csrf, now } = args.context
  const query = new URL(args.request.url).searchParams
  const [running, choice] = await Promise.all([runningCopy(portal, subjectId), choices(portal, subjectId, language)])
  const proven = provenRecently(provenAt, now)
  const frozen = await frozenUntil(portal.store.read, portal.store.t, subjectId, now)
  return json({
    language,
    csrf,
    running,
    frozen: frozen && moment(frozen, language),
    proven,
    back: proven && query.has('klaar'),
    typed: readTyped(query, portal.register),
    ...choice,
  })
}

export async function action(args: ActionFunctionArgs) {
  const { subjectId, provenAt } = requireMember(args)
  const { portal, now, language } = args.context
  const typed = readTyped(new URLSearchParams(await args.request.text()), portal.register)
  const read = scopeOf(typed, dayOf(now, portal.register.controller.timeZone), words(language).download.errors)
  if ('errors' in read) return json({ errors: read.errors, typed }, { status: 422 })
  if (!provenRecently(provenAt, now)) {
    const query = new URLSearchParams(typedQuery(typed))
    query.set('klaar', '1')
    return redirect(`/bevestigen?naar=${encodeURIComponent(`/downloaden?${query}`)}`, 303)
  }
  const reference = await askCopy(portal, { subjectId, scope: read.scope, language, now })
  return redirect(reference ? `/verzoeken/${reference}` : '/downloaden', 303)
}

export default function Download() {
  const {
    language,
    csrf,
    running,
    frozen,
    proven,
    back,
    typed: asked,
    choices,
    items,
    size,
    partly,
  } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { common, correct, download: w } = words(language)
  const typed = failed?.typed ?? asked
  const chosen = typed.what === 'some' || typed.from !== '' || typed.until !== '' || typed.as !== 'both'
  if (frozen) {
    return (
      <>
        <Heading>{w.title}</Heading>
        <Notice tone="info" title={correct.frozen.title}>
          <p>{correct.frozen.text(frozen)}</p>
          <p>{correct.frozen.calm}</p>
        </Notice>
      </>
    )
  }
  if (running) {
    return (
      <>
        <Heading>{w.title}</Heading>
        <Notice tone="info" title={w.running}>
          <p>{w.runningText}</p>
          <ButtonLink look="primary" href={`/verzoeken/${running}`}>
            {w.runningLink}
          </ButtonLink>
        </Notice>
      </>
    )
  }
  return (
    <>
      <ErrorSummary title={common.errorTitle} errors={failed?.errors} />
      <Heading>{w.title}</Heading>
      <p className="lead">{w.lead}</p>
      {back && !failed && (
        <Notice tone="done" live>
          <p>{w.proven}</p>
        </Notice>
      )}
      <Card id="all" title={w.all}>
        <p>{w.allText}</p>
        <p className="muted">
          {w.estimate(items, size)} {partly && w.estimatePartly} {!proven && w.code}
        </p>
        <Form csrf={csrf}>
          <Button look={chosen ? 'plain' : 'primary'}>{w.make}</Button>
        </Form>
      </Card>
      <Card id="choose" title={w.choose}>
        <More title={w.chooseOpen} open={chosen || failed !== undefined}>
          <Form csrf={csrf}>
            <ScopeFields typed={typed} errors={failed?.errors} choices={choices} language={language} />
            <Button look={chosen ? 'primary' : 'plain'}>{w.makeChosen}</Button>
          </Form>
        </More>
      </Card>
      <Card id="how" title={w.how}>
        <ol>
          {Object.values(w.steps).map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Card>
    </>
  )
}
