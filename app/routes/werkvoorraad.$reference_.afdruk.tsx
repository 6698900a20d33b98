/** "Brief en overzicht": one page to print for who gets the answer by post; the furniture stays off the paper. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { paperView } from '../staff/paper-view.ts'
import { tabAddress } from '../staff/request-head.tsx'
import { requestHere } from '../staff/request-here.ts'
import { number } from '../text/dates.ts'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { LetterText } from '../ui/letter.tsx'
import { StackedTable } from '../ui/table.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.letters.paper.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('work'))
  return paperView(args.context, staff, await requestHere(args.context, args.params.reference))
}

export default function Paper() {
  const { w } = useWords()
  const { reference, letter, copy, hidden } = useLoaderData<typeof loader>()
  // What is printed is in the language of the letter; what stands around it in that of the page.
  const k = words(letter.language).letters.paper
  return (
    <>
      <div className="no-print">
        <Heading>{w.letters.paper.title}</Heading>
        <p>
          {w.letters.paper.how} <a href={tabAddress(reference, 'letter')}>{w.letters.paper.back}</a>
        </p>
      </div>
      <article className="sheet" lang={letter.language} aria-label={letter.title}>
        <Lines of={letter.sender} />
        <Lines of={letter.recipient} />
        <h2>{letter.title}</h2>
        <Lines of={letter.about} />
        <LetterText blocks={letter.blocks} language={letter.language} />
      </article>
      <section className="sheet" lang={letter.language} aria-label={k.overview}>
        <h2>{k.overview}</h2>
        {copy ? (
          <>
            <p>{k.overviewText}</p>
            {hidden > 0 && <p>{k.hidden(number(hidden, letter.language))}</p>}
            <StackedTable
              caption={k.overview}
              columns={Object.values(k.columns)}
              rows={copy.sources.flatMap(source =>
                source.lines.map(line => ({
                  key: line.key,
                  cells: [
                    line.category,
                    source.label ?? k.portal,
                    { content: number(line.found, letter.language), number: true },
                    k.state[line.outcome],
                  ],
                })),
              )}
            />
            <p>
              {k.hash}: <span className="mono wrap">{copy.sha256}</span>
            </p>
          </>
        ) : (
          <p>{k.none}</p>
        )}
      </section>
    </>
  )
}

const Lines = ({ of }: { of: readonly string[] }) =>
  of.length === 0 ? null : <p className="preserve">{of.join('\n')}</p>
