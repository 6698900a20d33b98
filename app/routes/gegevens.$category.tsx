/** One category of the living record, page by page. */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { barsOf } from '#db/bars.ts'
import { changesOf } from '../member/changes.ts'
import { categoryPage } from '../member/living-record.ts'
import { selfOf } from '../member/self.ts'
import { number } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { CorrectContext } from '../ui/member/change.tsx'
import { CategoryBody } from '../ui/member/category.tsx'
import { Pager } from '../ui/pager.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

const perPage = 20

export const handle = titled(w => w.member.data.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const after = new URL(args.request.url).searchParams.get('na')
  const self = await selfOf(portal, subjectId)
  const changes = await changesOf(portal, subjectId, { now, language })
  const bars = await barsOf(portal.store.read, portal.store.t, subjectId)
  const viewing = self && { register: portal.register, facts: self.facts, changes, bars, now, language }
  const page = viewing && (await categoryPage(portal, { self, viewing }, args.params.category ?? '', after, perPage))
  if (!page) throw new Response(null, { status: 404 })
  return json({ language, csrf, first: after === null, ...page })
}

export default function Category() {
  const { language, csrf, first, category, next } = useLoaderData<typeof loader>()
  const { common, correct, member } = words(language)
  const w = member.data
  const here = `/gegevens/${category.id}`
  return (
    <>
      <Heading kicker={<a href="/gegevens">{w.back}</a>}>{category.label}</Heading>
      <section className="card">
        <h2>
          {category.count === null ? w.failedNote : w.items(number(category.count, language), category.count === 1)}
        </h2>
        <CorrectContext.Provider value={{ csrf, w: correct }}>
          <CategoryBody category={category} w={w} />
        </CorrectContext.Provider>
        <Pager next={next && `${here}?na=${encodeURIComponent(next)}`} first={first ? null : here} words={common} />
      </section>
    </>
  )
}
