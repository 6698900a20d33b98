/** One entry of the logbook, with what proves it. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { entryView } from '../logbook/entry-view.ts'
import { Who } from '../logbook/log-table.tsx'
import { missing } from '../missing.ts'
import { moment, number } from '../text/dates.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { More } from '../ui/panel.tsx'
import { Tag } from '../ui/tag.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.logbook.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeLog'))
  const view = await entryView(args.context, staff, args.params.entry ?? '')
  if (!view) throw missing()
  return view
}

export default function Entry() {
  const { w, language } = useWords()
  const view = useLoaderData<typeof loader>()
  const { line, same } = view
  const e = w.logbook.entry
  return (
    <>
      <p className="crumbs">
        <a href="/logboek">{w.logbook.title}</a>
      </p>
      <h1>{e.title(line.name)}</h1>
      <Card
        id="regel"
        title={w.log[line.type]}
        tag={line.type === 'data.manyOpened' && <Tag tone="late">{w.logbook.alarmTag}</Tag>}
      >
        <Facts>
          <Fact name={e.at}>{moment(line.at, language)}</Fact>
          <Fact name={e.who}>
            <Who line={line} /> <a href={same.actor}>{e.sameActor}</a>
          </Fact>
          {line.reference && same.request && (
            <Fact name={e.request}>
              <a className="mono" href={`/werkvoorraad/${line.reference}`}>
                {line.reference}
              </a>{' '}
              <a href={same.request}>{e.sameRequest}</a>
            </Fact>
          )}
          <Fact name={e.code}>
            <code>{line.type}</code> <a href={same.action}>{e.sameAction}</a>
          </Fact>
          <Fact name={e.hash}>
            <span className="mono preserve">{view.hash}</span>
          </Fact>
        </Facts>
        <More title={e.text}>
          <pre className="mono preserve">{view.entry}</pre>
        </More>
      </Card>
      <Card id="uitleg" title={e.payload}>
        {view.payloadText !== null ? (
          <pre className="mono preserve">{view.payloadText}</pre>
        ) : (
          <p>{view.payload === 'erased' ? e.erased : view.payload === 'closed' ? e.payloadClosed : e.noPayload}</p>
        )}
      </Card>
      <Card id="bewijs" title={e.proof}>
        <p>{view.proof ? e.proven(number(view.proof.size, language), view.proof.witnesses) : e.notYet}</p>
        <p>
          <ButtonLink href={`/logboek/${line.name}/bewijs`} download>
            {e.fetch}
          </ButtonLink>
        </p>
        <More title={e.how}>
          <p>{e.howText}</p>
          <pre className="mono preserve">{`inzage audit verify-receipt ${line.name}.tlog-proof --vkey '${view.vkey}'`}</pre>
        </More>
      </Card>
      <nav className="pager" aria-label={w.logbook.pages}>
        {view.newer && (
          <a href={view.newer} rel="prev">
            {e.newer}
          </a>
        )}
        {view.older && (
          <a href={view.older} rel="next">
            {e.older}
          </a>
        )}
      </nav>
    </>
  )
}
