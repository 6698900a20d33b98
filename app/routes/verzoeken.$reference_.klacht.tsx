/** Een klacht: asking us, the authority and the court, side by side; and the folder that can go along (M9, NL-07). */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { complaintPage } from '../member/complaint.ts'
import { words } from '../text/words.ts'
import { Card, Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.dialogue.complaint.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const page = await complaintPage(portal, subjectId, args.params.reference ?? '', { now, language })
  if (!page) throw new Response(null, { status: 404 })
  return json({ language, csrf, ...page })
}

export default function Complaint() {
  const { language, csrf, reference, right, mayLook, authority, court } = useLoaderData<typeof loader>()
  const w = words(language)
  const c = w.dialogue.complaint
  return (
    <>
      <Heading
        kicker={
          <>
            {right}, {w.requests.number.toLowerCase()} <span className="mono">{reference}</span>
          </>
        }
      >
        {c.title}
      </Heading>
      <p className="lead">{c.lead}</p>
      <Card id="wij" title={c.us}>
        <p>
          {mayLook && c.usLook} {c.usMessage}
        </p>
        <p>
          <a href={`/verzoeken/${reference}#${mayLook ? 'nog-eens' : 'berichten'}`}>{c.usToRequest}</a>
        </p>
      </Card>
      <Card id="toezicht" title={c.authority(authority.name)}>
        <p>
          {c.authorityText(authority.name)} {c.authorityFree}
        </p>
        <p>
          {c.authorityWants} {c.authorityThen}
        </p>
        <p>
          <a href={authority.url}>{c.authorityLink(authority.name)}</a>
        </p>
      </Card>
      <Card id="map" title={c.folder}>
        <p>{c.folderText}</p>
        <p>{c.folderIn}</p>
        <ul>
          {Object.entries(c.folderParts).map(([part, text]) => (
            <li key={part}>{text}</li>
          ))}
        </ul>
        <Form csrf={csrf} action={`/verzoeken/${reference}/klachtmap`}>
          <Button look="primary">{c.folderMake}</Button>
        </Form>
      </Card>
      <Card id="rechtbank" title={c.court}>
        <p>
          {court.state === 'until' ? c.courtUntil(court.day) : court.state === 'noTerm' ? c.courtNoTerm : c.courtOpen}
        </p>
        <p>{c.courtLawyer}</p>
      </Card>
    </>
  )
}
