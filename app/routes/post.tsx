/** Post: mail that waits and mail that did not arrive, without address or text; sending again, or putting aside. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { rolesThatMay } from '#domain/staff-role.ts'
import { changePost, postDone, readPostDone } from '../staff/post-change.ts'
import { PostKinds, PostTable } from '../staff/post-table.tsx'
import { postView } from '../staff/post-view.ts'
import { number, recently } from '../text/dates.ts'
import { Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { Pager } from '../ui/pager.tsx'
import { titled } from '../ui/title.ts'
import { useWords } from '../ui/use-words.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.post.title)

export async function loader(args: LoaderFunctionArgs) {
  requireStaff(args, rolesThatMay('seePost'))
  const search = new URL(args.request.url).searchParams
  const view = await postView(args.context, search)
  return { view, done: readPostDone(search.get('gedaan')), csrf: args.context.csrf }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args, rolesThatMay('seePost'))
  const outcome = await changePost(args.context, staff, await args.request.formData())
  if ('refused' in outcome) return json(outcome, { status: 422 })
  const { here } = await postView(args.context, new URL(args.request.url).searchParams)
  return redirect(postDone(here, outcome), 303)
}

export default function Post() {
  const { w, language } = useWords()
  const { view, done, csrf } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const p = w.post
  const again = view.list === 'failed' ? view.lines.filter(line => line.resendable) : []
  return (
    <>
      <ErrorSummary title={w.common.errorTitle} errors={refused ? { letters: p.refused[refused.refused] } : {}} />
      {done && !refused && <Notice tone={done.kept > 0 ? 'turn' : 'done'} live title={told()} />}
      <h1>{p.title}</h1>
      <p>{p.lead}</p>
      {view.behind && (
        <Notice tone="error">
          <p>{p.behind(recently(view.behind, view.now, language))}</p>
        </Notice>
      )}
      <nav className="views" aria-label={p.listsLabel}>
        <ul>
          {view.lists.map(({ list, count, href }) => (
            <li key={list}>
              <a className="button view" href={href} aria-current={list === view.list ? 'page' : undefined}>
                {p.lists[list]} <span className="view-count">{number(count, language)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <PostKinds view={view} />
      <div id="letters" tabIndex={-1}>
        <PostTable view={view} csrf={csrf} />
      </div>
      {again.length > 0 && (
        <Form csrf={csrf} action={view.here}>
          <p className="muted">{p.resendHint}</p>
          {again.length > 1 && (
            <>
              {again.map(line => (
                <input key={line.id} type="hidden" name="mail" value={line.id} />
              ))}
              <Button name="intent" value="resendAll">
                {p.resendAll(again.length)}
              </Button>
            </>
          )}
        </Form>
      )}
      <Pager
        next={view.next}
        first={view.first}
        words={{ pages: w.common.pages, older: w.common.next, newest: w.common.newest }}
      />
    </>
  )

  function told(): string {
    if (!done || done.what !== 'resent') return done?.what === 'aside' ? p.done.aside : p.done.hurried
    const went = done.count > 0 || done.kept === 0 ? p.done.resent(done.count) : ''
    return [went, done.kept > 0 ? p.done.kept(done.kept) : ''].filter(Boolean).join(' ')
  }
}
