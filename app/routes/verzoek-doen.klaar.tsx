/** Verzoek doen, without an account: it is filed, under these numbers, and answered by this day. */
import { json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requestsIn } from '#db/letter.ts'
import { isHandle } from '#domain/handle.ts'
import { rights } from '#domain/right.ts'
import { readVisit } from '../form/visit.ts'
import { longDay } from '../text/dates.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { StackedTable } from '../ui/table.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'

export const handle = titled(w => w.form.done.title)

export async function loader({ request, context: { portal } }: LoaderFunctionArgs) {
  const visit = readVisit(portal, request.headers.get('cookie'))
  if (!visit?.letter || !isHandle(visit.letter)) throw redirect('/verzoek-doen', 303)
  const requests = await requestsIn(portal.store.read, portal.store.t, visit.letter)
  // In the order of the law: they were all filed in one moment.
  const ordered = requests.toSorted((a, b) => rights.indexOf(a.right) - rights.indexOf(b.right))
  return json({ requests: ordered.map(({ reference, right, answerBy }) => ({ reference, right, answerBy })) })
}

export default function Filed() {
  const { w, language } = useWords()
  const { requests } = useLoaderData<typeof loader>()
  const d = w.form.done
  return (
    <>
      <Heading>{d.title}</Heading>
      <Notice tone="done" live>
        <p>{d.text(requests.length)}</p>
      </Notice>
      <StackedTable
        framed
        caption={d.caption}
        columns={Object.values(d.columns)}
        rows={requests.map(each => ({
          key: each.reference,
          cells: [
            <span className="mono" key="reference">
              {each.reference}
            </span>,
            w.common.right[each.right],
            longDay(each.answerBy, language),
          ],
        }))}
      />
      <p>
        {d.mail} {d.early}
      </p>
      <h2>{d.next}</h2>
      <p>
        {d.nextText} {d.nextNever}
      </p>
    </>
  )
}
