/** The request of somebody without an account, after a code to their address: where it stands, messages, our letter, the copy. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { followed, followingVisit } from '../form/follow.ts'
import { visitorActor } from '../form/visit.ts'
import { whyNotSent, writtenIn } from '../member/act.ts'
import { takeReply } from '../member/reply.ts'
import { requestPage } from '../member/request-page.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { AnswerCard, HiddenNotice } from '../ui/member/answer.tsx'
import { CopyToTake } from '../ui/member/copy-to-take.tsx'
import { Late } from '../ui/member/late.tsx'
import { Messages } from '../ui/member/messages.tsx'
import { Where } from '../ui/member/where.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'

export const handle = titled(w => w.requests.one)

const here = '/verzoek-doen/verzoek'

/** The visit, and the request when it is theirs; whoever has no visit begins at the beginning. */
async function visitHere({ request, context: { portal, now } }: LoaderFunctionArgs) {
  const visit = await followingVisit(portal, request.headers.get('cookie'), now)
  if (!visit) throw redirect('/verzoek-doen/volgen', 303)
  return { visit: visit.visit, row: await followed(portal, visit) }
}

export async function loader(args: LoaderFunctionArgs) {
  const { portal, now, language, csrf } = args.context
  const { visit, row } = await visitHere(args)
  const page = row && (await requestPage(portal, row.subjectId, row.reference, { now, language }))
  const sent = new URL(args.request.url).searchParams.get('gedaan')
  return json({ csrf, typed: visit.reference, address: visit.address, page, sent })
}

export async function action(args: ActionFunctionArgs) {
  const { portal, now, language } = args.context
  const { visit, row } = await visitHere(args)
  if (!row) throw redirect(here, 303)
  const form = await args.request.formData()
  const message = String(form.get('message') ?? '')
  const written = writtenIn(message, args.context)
  const result = await takeReply(portal, visitorActor(visit), row, written, now)
  if (result === 'sent' || result === 'resumed') return redirect(`${here}?gedaan=${result}`, 303)
  return json({ errors: whyNotSent(result, written, language), typed: { message } }, { status: 422 })
}

export default function FollowedRequest() {
  const { w } = useWords()
  const { csrf, typed, address, page, sent } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const f = w.form.follow
  if (!page) {
    return (
      <>
        <Heading>{f.none}</Heading>
        <p className="lead">{f.noneText(typed, address)}</p>
        <p>{f.noneMore}</p>
        <p className="row">
          <ButtonLink look="primary" href="/verzoek-doen/volgen">
            {f.tryAgain}
          </ButtonLink>
          <ButtonLink href="/hulp">{f.other}</ButtonLink>
        </p>
      </>
    )
  }
  const { request, dialogue, copy } = page
  const { dialogue: d, requests: r } = w
  const late = request.daysLeft !== null && request.daysLeft < 0 && request.answerBy
  return (
    <>
      <Heading
        kicker={
          <>
            {r.number} <span className="mono">{request.reference}</span>
          </>
        }
      >
        {request.right}
      </Heading>
      <ErrorSummary title={w.common.errorTitle} errors={refused?.errors} />
      {!refused && (sent === 'sent' || sent === 'resumed') && (
        <Notice tone="done" live>
          <p>{d[sent]}</p>
        </Notice>
      )}
      {late && <Late answerBy={late} />}
      {dialogue.letter && <AnswerCard letter={dialogue.letter} pdf={`${here}/brief.pdf`} w={d} />}
      {copy && <CopyToTake copy={copy} answerBy={request.answerBy} href={`${here}/kopie`} w={r} />}
      <Where request={request} steps={page.steps} because={page.because} sum={page.sum} open={false} w={w} />
      <HiddenNotice hidden={dialogue.hidden} w={d} />
      <Messages
        dialogue={dialogue}
        csrf={csrf}
        typed={refused?.typed.message}
        errors={refused?.errors}
        filesAt={`${here}/bestand`}
        w={d}
      />
      <p className="muted">{f.leave}</p>
    </>
  )
}
