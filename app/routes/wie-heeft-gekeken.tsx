/** Wie heeft gekeken: every look at your data, by role and reason. */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { looksPage } from '../member/looks.ts'
import { selfOf } from '../member/self.ts'
import { toldOf } from '../member/told-view.ts'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { LooksTable } from '../ui/member/looks-table.tsx'
import { ToldRecipients } from '../ui/member/told.tsx'
import { Pager } from '../ui/pager.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

const perPage = 25

export const handle = titled(w => w.member.looks.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language } = args.context
  const after = new URL(args.request.url).searchParams.get('na')
  const self = await selfOf(portal, subjectId)
  const page = await looksPage(portal, { subjectId, self, now, language }, after, perPage)
  const told = after === null ? await toldOf(portal, subjectId, { now, language }) : null
  return json({ told, language, email: portal.register.controller.email, first: after === null, ...page })
}

export default function Looks() {
  const { told, language, email, first, looks, next, partly } = useLoaderData<typeof loader>()
  const { common, member, told: t } = words(language)
  const w = member.looks
  return (
    <>
      <Heading>{w.title}</Heading>
      <p className="lead">{w.lead}</p>
      {partly && <Notice tone="info">{<p>{w.unavailable}</p>}</Notice>}
      {looks.length > 0 ? <LooksTable looks={looks} w={w} /> : !partly && <p>{w.none}</p>}
      <Pager
        next={next && `/wie-heeft-gekeken?na=${encodeURIComponent(next)}`}
        first={first ? null : '/wie-heeft-gekeken'}
        words={common}
      />
      {told && <ToldRecipients told={told} w={t.member} />}
      <p>
        {w.wrong} <a href={`mailto:${email}`}>{email}</a>
      </p>
    </>
  )
}
