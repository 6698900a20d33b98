/** Samen: who else looks at a request, and what changed since a page of it was made. Asked by the script of that page. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { presentBeside } from '#db/presence.ts'
import { rolesThatMay } from '#domain/staff-role.ts'
import { requestHere } from '../staff/request-here.ts'
import { meanwhile, readSeen } from '../staff/stale.ts'
import { Together } from '../staff/together.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.workbench.togetherTitle)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeQueue'))
  const { portal, now } = args.context
  const row = await requestHere(args.context, args.params.reference)
  const seen = readSeen(new URL(args.request.url).searchParams.get('gezien'))
  const [others, changed] = await Promise.all([
    presentBeside(portal.store, row.id, staff.staffId, now),
    meanwhile(portal.store.read, portal.store.t, row.id, seen),
  ])
  return { reference: row.reference, others, seen, changed }
}

export default function TogetherPage() {
  const { w } = useWords()
  const view = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{w.workbench.togetherTitle}</h1>
      <Together {...view} />
      <p>
        <a href={`/werkvoorraad/${view.reference}`}>{view.reference}</a>
      </p>
    </>
  )
}
