/** Overzicht: what runs, what you can do, who looked last. */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { overview } from '../member/overview.ts'
import { words } from '../text/words.ts'
import { Heading, Tiles } from '../ui/blocks.tsx'
import { LooksTable } from '../ui/member/looks-table.tsx'
import { RequestCard } from '../ui/member/request-card.tsx'
import { titled } from '../ui/title.ts'
import { Value } from '../ui/value.tsx'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.member.overview.title)

export async function loader(args: LoaderFunctionArgs) {
  const member = requireMember(args)
  const { portal, now, language } = args.context
  return json({
    language,
    name: member.displayName,
    controller: portal.register.controller.name,
    ...(await overview(portal, member.subjectId, { now, language })),
  })
}

export default function Overview() {
  const { language, name, controller, requests, looks } = useLoaderData<typeof loader>()
  const w = words(language)
  const o = w.member.overview
  return (
    <>
      <Heading>
        {o.helloHidden} <Value>{name}</Value>
      </Heading>
      <p className="lead">{o.lead(controller)}</p>
      {requests.map(request => (
        <RequestCard key={request.id} request={request} w={w} />
      ))}
      {requests.length === 0 && <p className="muted">{o.nothing}</p>}
      <h2>{o.what}</h2>
      <Tiles
        tiles={[
          { href: '/gegevens', ...o.tiles.data },
          { href: '/downloaden', ...o.tiles.download },
          { href: '/verzoeken', ...o.tiles.requests },
          { href: '/wie-heeft-gekeken', ...o.tiles.looks },
        ]}
      />
      <h2>{o.looks}</h2>
      {looks.length > 0 ? <LooksTable looks={looks} w={w.member.looks} /> : <p>{o.noLooks}</p>}
      {looks.length > 0 && (
        <p>
          <a href="/wie-heeft-gekeken">{w.common.all}</a>
        </p>
      )}
    </>
  )
}
