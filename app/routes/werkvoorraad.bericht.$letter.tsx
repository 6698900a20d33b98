/** Een bericht that came in from outside: what it says, its files, the requests in it, and whose it is. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { changeLetter } from '../intake/letter-change.ts'
import { ClosedPanel, FactsPanel, FilesPanel, PersonPanel, RequestsPanel } from '../intake/letter-panels.tsx'
import { letterHere, letterView } from '../intake/letter-view.ts'
import { RepeatsPanel } from '../intake/repeats-panel.tsx'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.intake.letter.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const letter = await letterHere(args.context, args.params.letter)
  const view = await letterView(args.context, staff, letter)
  return { view, csrf: args.context.csrf, fresh: new URL(args.request.url).searchParams.has('nieuw') }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seeData'))
  const letter = await letterHere(args.context, args.params.letter)
  const refused = await changeLetter(args.context, staff, letter, await args.request.formData())
  if (!refused) return redirect(new URL(args.request.url).pathname, 303)
  const { field, because } = refused
  const w = words(args.context.language)
  const sentence = because === 'whyMissing' ? w.staff.refusal.whyMissing : because && w.intake.faults[because]
  const errors: Errors = sentence ? { [field]: sentence } : {}
  return json({ ...refused, errors }, { status: because ? 422 : 200 })
}

export default function LetterPage() {
  const { w } = useWords()
  const { view, csrf, fresh } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const l = w.intake.letter
  const errors: Errors = refused?.errors ?? {}
  const { content } = view
  return (
    <>
      <p className="crumbs">
        <a href="/werkvoorraad">{w.staff.request.back}</a>
      </p>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      {fresh && !refused && (
        <Notice tone="done" live title={l.filed(view.requests.length)}>
          <p>{l.filedNext}</p>
        </Notice>
      )}
      <Heading>{l.title}</Heading>
      <div className="case">
        <div className="case-now">
          <RequestsPanel view={view} csrf={csrf} errors={errors} />
          <RepeatsPanel repeats={view.repeats} csrf={csrf} mayWork={view.mayWork} error={errors.dubbel} />
        </div>
        <div className="case-aside">
          {content && <PersonPanel view={view} content={content} csrf={csrf} errors={errors} refused={refused} />}
        </div>
        <div className="case-story">
          {content ? (
            <>
              <FactsPanel view={view} content={content} />
              <FilesPanel view={view} content={content} csrf={csrf} errors={errors} />
            </>
          ) : (
            <ClosedPanel csrf={csrf} error={errors.purpose} />
          )}
        </div>
      </div>
    </>
  )
}
