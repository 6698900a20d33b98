/** Sjablonen: the organisation's own text for each letter, tried on made-up facts before it is kept. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dropTemplate, saveTemplate } from '#db/letter-template.ts'
import { record } from '#db/record.ts'
import { rolesThatMay } from '#domain/staff-role.ts'
import { missing } from '../missing.ts'
import { TemplateChooser, TemplateForm, TemplatePreview } from '../staff/template-panels.tsx'
import { kindIn, templateAddress, templateView, troubleIn } from '../staff/template-view.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { ErrorSummary, type Errors } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireFreshProof, requireStaff } from '../who.ts'

const results = ['saved', 'dropped'] as const

export const handle = titled(w => w.letters.templates.title)

export async function loader(args: LoaderFunctionArgs) {
  requireStaff(args, rolesThatMay('editTemplates'))
  const { context } = args
  const search = new URL(args.request.url).searchParams
  const kind = kindIn(search)
  const said = results.find(each => each === search.get('gedaan')) ?? null
  return { view: kind && (await templateView(context, kind)), csrf: context.csrf, said }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('editTemplates'))
  const { context } = args
  const { store } = context.portal
  const kind = kindIn(new URL(args.request.url).searchParams)
  const form = new URLSearchParams(await args.request.text())
  const intent = form.get('intent')
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n').trim()
  if (!kind || !['save', 'try', 'drop'].includes(intent ?? '')) throw missing()
  const actor = { kind: 'staff', ref: staff.staffId } as const
  if (intent === 'drop') {
    requireFreshProof(args)
    await record(store, context.now, actor, ledger => dropTemplate(ledger, kind))
    return redirect(`${templateAddress(kind)}&gedaan=dropped`, 303)
  }
  const trouble = troubleIn(context, kind, text)
  if (trouble || intent === 'try') {
    const errors: Errors = trouble ? { text: trouble } : {}
    return json({ errors, view: await templateView(context, kind, text) }, { status: trouble ? 422 : 200 })
  }
  // The text goes to everybody who gets this letter.
  requireFreshProof(args)
  await record(store, context.now, actor, ledger => saveTemplate(ledger, { ...kind, text, staffId: staff.staffId }))
  return redirect(`${templateAddress(kind)}&gedaan=saved`, 303)
}

export default function Templates() {
  const { w } = useWords()
  const loaded = useLoaderData<typeof loader>()
  const acted = useActionData<typeof action>()
  const errors: Errors = acted?.errors ?? {}
  const view = acted?.view ?? loaded.view
  const k = w.letters.templates
  const { said } = loaded
  return (
    <>
      <Heading>{k.title}</Heading>
      <ErrorSummary title={w.common.errorTitle} errors={errors} />
      {!acted && said && (
        <Notice tone="done" live>
          <p>{k[said]}</p>
        </Notice>
      )}
      <p className="lead">{k.lead}</p>
      <TemplateChooser view={view} />
      {view ? (
        <div className="case">
          <div className="case-now">
            <TemplateForm view={view} csrf={loaded.csrf} error={errors.text} />
          </div>
          <div className="case-story">
            <TemplatePreview view={view} />
          </div>
        </div>
      ) : (
        <Notice>
          <p>{k.none}</p>
        </Notice>
      )}
    </>
  )
}
