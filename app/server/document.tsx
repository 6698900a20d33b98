/** A page that the server writes itself, in the same frame as the pages of Remix: refusals, the demo's mailbox, links. */
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Language } from '#domain/language.ts'
import type { Theme } from '../context.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'

export type Document = { language: Language; theme: Theme; stylesheet: string; title: string; body: ReactNode }

/** HTML of a page that stands on its own: it works when nothing else does, so it asks the store nothing. */
export function documentOf(portal: Pick<Portal, 'config' | 'register'>, page: Document): string {
  const w = words(page.language).common
  const html = renderToStaticMarkup(
    <html lang={page.language} data-theme={page.theme} data-density="member">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${page.title} · ${portal.register.controller.name}`}</title>
        <link rel="stylesheet" href={page.stylesheet} />
      </head>
      <body>
        <a className="skip" href="#main">
          {w.skip}
        </a>
        {portal.config.mode === 'demo' && <p className="demo">{w.demo}</p>}
        <header className="header">
          <div className="header-row">
            <a className="brand" href="/">
              <span className="brand-name">{portal.register.controller.name}</span>
            </a>
          </div>
        </header>
        <div className="frame frame-narrow">
          <main className="main" id="main" tabIndex={-1}>
            <h1>{page.title}</h1>
            {page.body}
          </main>
        </div>
      </body>
    </html>,
  )
  return `<!doctype html>${html}`
}
