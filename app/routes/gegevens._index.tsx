/** Gegevens: the living record, a panel per category. */
import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { corrected } from '../member/correct.ts'
import { dataPage } from '../member/data-page.ts'
import { number } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { CorrectContext, CorrectResult } from '../ui/member/change.tsx'
import { CategoryBody } from '../ui/member/category.tsx'
import { Given } from '../ui/member/given.tsx'
import { OwnFile } from '../ui/member/own-file.tsx'
import { Panel, Panels } from '../ui/panel.tsx'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.member.data.title)

export async function loader(args: LoaderFunctionArgs) {
  const { subjectId } = requireMember(args)
  const { portal, now, language, csrf } = args.context
  const asked = new URL(args.request.url).searchParams
  const open = asked.get('open')
  const result = corrected.find(each => each === asked.get('gedaan')) ?? null
  const controller = portal.register.controller.name
  return json({ language, csrf, controller, open, result, ...(await dataPage(portal, subjectId, { now, language })) })
}

export default function Data() {
  const { language, csrf, controller, open, result, known, categories, given, own } = useLoaderData<typeof loader>()
  const { common, correct, member } = words(language)
  const w = member.data
  const all = open === 'alles'
  const count = (value: number) => w.items(number(value, language), value === 1)
  return (
    <>
      <Heading>{w.title}</Heading>
      {result && <CorrectResult result={result} w={correct} />}
      <p className="lead">
        {w.lead(controller)} {w.alsoIn} <a href="/downloaden">{w.download}</a>.
      </p>
      {!known && (
        <Notice tone="info">
          <p>{w.gone}</p>
        </Notice>
      )}
      <p>
        <ButtonLink href={all ? '/gegevens' : '/gegevens?open=alles'}>{all ? w.closeAll : w.openAll}</ButtonLink>
      </p>
      <nav className="card" aria-label={words(language).object.links}>
        <ul>
          <li>
            <a href="/bezwaar">{words(language).object.linkObject}</a>
          </li>
          <li>
            <a href="/stilzetten">{words(language).object.linkStill}</a>
          </li>
          <li>
            <a href="/zo-koppelen-we">{words(language).object.linkMatching}</a>
          </li>
        </ul>
      </nav>
      <CorrectContext.Provider value={{ csrf, w: correct }}>
        <Panels>
          {categories.map(category => (
            <Panel
              key={category.id}
              id={category.id}
              title={category.label}
              open={all || open === category.id}
              words={common}
              note={
                category.heldByPortal
                  ? w.portalNote
                  : category.closed
                    ? w.closedNote
                    : category.count === null
                      ? w.failedNote
                      : category.count === 0
                        ? w.none
                        : `${count(category.count)} ${category.summary}`
              }
            >
              {category.heldByPortal ? (
                <OwnFile category={category} own={own} language={language} />
              ) : (
                <CategoryBody
                  category={category}
                  w={w}
                  more={category.more && category.count ? w.more(number(category.count, language)) : null}
                />
              )}
            </Panel>
          ))}
          {given && (
            <Panel
              id="given"
              title={w.givenTitle}
              open={all || open === 'given'}
              words={common}
              note={given.length > 0 ? w.givenNote(number(given.length, language)) : w.givenNone}
            >
              <Given given={given} w={w} />
            </Panel>
          )}
        </Panels>
      </CorrectContext.Provider>
    </>
  )
}
