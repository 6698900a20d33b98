/** Remix, as the server sees it: the built pages, and a function from request and context to response. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import { isRouteErrorResponse } from '@remix-run/react'
import type { Context } from '../context.ts'
import { faultOf, isPassing } from '../fault.ts'

/** The pages were not built yet. */
export class PagesMissing extends Error {
  override name = 'PagesMissing'
  constructor(folder: string) {
    super(`There are no built pages in ${folder}. Build them first: npm run build`)
  }
}

export type Pages = {
  build: ServerBuild
  /** Address of the stylesheet that all pages share. */
  stylesheet: string
  answer(request: Request, context: Context): Promise<Response>
}

/** When to come back after "not now", in seconds. */
export const retryAfter = '30'

/** Folder that `npm run build` fills. */
export const buildFolder = path.resolve(import.meta.dirname, '../../build')

/** @throws PagesMissing */
export async function openPages(folder = buildFolder): Promise<Pages> {
  const file = path.join(folder, 'server/index.js')
  if (!existsSync(file)) throw new PagesMissing(folder)
  const built = (await import(pathToFileURL(file).href)) as ServerBuild
  const passing = new WeakSet<object>()
  // Ours, because Remix's own prints errors whole, and their messages can hold what somebody typed.
  const handleError: ServerBuild['entry']['module']['handleError'] = (error, { context, request }) => {
    if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
    const { portal, requestId } = context as Context
    if (isPassing(error)) passing.add(context)
    portal.log.error({ requestId, ...faultOf(error) })
  }
  const build = { ...built, entry: { module: { ...built.entry.module, handleError } } }
  const handler = createRequestHandler(build, 'production')
  return {
    build,
    stylesheet: stylesheetOf(build),
    async answer(request, context) {
      const response = await handler(request, context)
      return response.status === 500 && passing.has(context) ? unavailable(response) : response
    },
  }
}

/** The same page, saying that it may work later. */
function unavailable(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('Retry-After', retryAfter)
  return new Response(response.body, { status: 503, headers })
}

function stylesheetOf(build: ServerBuild): string {
  const links = build.routes.root?.module.links?.() ?? []
  const link = links.find(each => 'rel' in each && each.rel === 'stylesheet')
  return (link && 'href' in link && link.href) || '/assets/app.css'
}
