/** The document around every page: language, theme, frame, and one calm page when something is wrong. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { Links, Outlet, isRouteErrorResponse, useMatches, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { valuesHidden } from './hidden-values.ts'
import { KeysSheet } from './staff/keys-sheet.tsx'
import { Palette, PaletteLink } from './staff/palette.tsx'
import { words } from './text/words.ts'
import css from './ui/app.css?url'
import icon from './ui/mark.svg?url'
import { usePageFrame } from './ui/page-frame.ts'
import { Shell } from './ui/shell.tsx'
import { titleOf } from './ui/title.ts'
import { HiddenContext } from './ui/value.tsx'

export const links = () => [
  { rel: 'stylesheet', href: css },
  { rel: 'icon', href: icon, type: 'image/svg+xml' },
]

/** Pages of staff, their sign-in included. */
const staffPath = /^\/(werkvoorraad|medewerkers|logboek|rapporten|sjablonen|post)(\/|$)/

/** Staff confirm in their own frame too; the address is the same for members. */
const isStaffPage = (path: string, audience: 'none' | 'member' | 'staff'): boolean =>
  staffPath.test(path) || (path === '/bevestigen' && audience === 'staff')

/** What the frame needs; nothing about the person but their own display name. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const { portal, language, theme, csrf, visitor } = context
  const url = new URL(request.url)
  return {
    language,
    theme,
    csrf,
    audience: visitor.audience,
    density: isStaffPage(url.pathname, visitor.audience) ? ('staff' as const) : ('member' as const),
    role: visitor.audience === 'staff' ? visitor.role : null,
    shortcuts: visitor.audience === 'staff' && visitor.shortcuts,
    controller: portal.register.controller.name,
    demo: portal.config.mode === 'demo',
    name: visitor.audience === 'member' ? visitor.displayName : visitor.audience === 'staff' ? visitor.name : null,
    hidden: visitor.audience === 'member' && valuesHidden(portal.config, request),
    path: url.pathname,
    here: url.pathname + url.search,
  }
}

const useFrame = () => useRouteLoaderData<typeof loader>('root')

export function Layout({ children }: { children: ReactNode }) {
  const frame = useFrame()
  const { script, nonce, failed } = usePageFrame()
  const language = frame?.language ?? 'nl'
  const w = words(language)
  const titles = useMatches().map(match => match.handle)
  const title = [titleOf(titles, w) ?? w.common.fault.title, frame?.controller].filter(Boolean).join(' – ')
  return (
    <html lang={language} data-theme={frame?.theme ?? 'auto'} data-density={frame?.density ?? 'member'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{failed ? `${w.common.errorPrefix} ${title}` : title}</title>
        <Links />
      </head>
      <body>
        {frame ? (
          <HiddenContext.Provider value={frame.hidden ? w.common.hidden : null}>
            <Shell {...frame} w={w.common} tools={frame.role && <PaletteLink />}>
              {children}
            </Shell>
            {frame.role && (
              <>
                <Palette {...frame} role={frame.role} on={frame.shortcuts} />
                <KeysSheet {...frame} on={frame.shortcuts} />
              </>
            )}
          </HiddenContext.Provider>
        ) : (
          <main className="frame frame-narrow">{children}</main>
        )}
        {script && <script type="module" src={script} nonce={nonce} />}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

/** Says that it went wrong and what to do; never what the machine said. */
export function ErrorBoundary() {
  const error = useRouteError()
  const w = words(useFrame()?.language ?? 'nl').common.fault
  const missing = isRouteErrorResponse(error) && error.status === 404
  return (
    <>
      <h1>{missing ? w.missing : w.title}</h1>
      <p>{missing ? w.missingText : w.text}</p>
      {!missing && <p>{w.kept}</p>}
      <p>
        <a href="/">{w.home}</a>
      </p>
    </>
  )
}
