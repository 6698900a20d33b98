/**
 * From a matched page to HTML, whole and at once: pages are small, and a whole page can still become an error page.
 * The page is not hydrated (docs/decisions/080-pages-without-hydration.md); the only script is `entry.client.ts`.
 */
import type { EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import type { Context } from './context.ts'
import { PageFrameContext } from './ui/page-frame.ts'

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: Context,
): Response {
  const { actionData, loaderData } = entry.staticHandlerContext
  const frame = {
    script: entry.manifest.entry.module,
    nonce: context.nonce,
    failed: [actionData, loaderData].some(data => Object.values(data ?? {}).some(hasErrors)),
  }
  const html = renderToString(
    <PageFrameContext.Provider value={frame}>
      <RemixServer context={entry} url={request.url} />
    </PageFrameContext.Provider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(`<!doctype html>${html}`, { status, headers })
}

/** By agreement an action (or the page that asks for a proof first) that refuses gives `{ errors: { field: sentence } }`. */
const hasErrors = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'errors' in data &&
  Object.values(data.errors ?? {}).some(sentence => Boolean(sentence))
