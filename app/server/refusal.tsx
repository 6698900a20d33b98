/** No, said calmly: one page per status, without details of what the machine thought. */
import { readCookie } from '../cookies.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { documentOf } from './document.tsx'
import type { Exchange } from './exchange.ts'
import { languageOf, oneOf, themes } from './request-context.ts'

export type RefusalStatus = 400 | 403 | 404 | 405 | 413 | 415 | 421 | 500 | 503

export type Refuse = (exchange: Exchange, status: RefusalStatus) => Response

/** Makes the function that says no. It looks at nothing but the request's own headers: it must work when the store does not. */
export const refuser =
  (portal: Portal, stylesheet: string): Refuse =>
  (exchange, status) => {
    const { headers } = exchange.req.raw
    const language = languageOf(portal, headers)
    const theme = oneOf(themes, readCookie(portal.config, headers.get('cookie'), 'theme')) ?? 'auto'
    const w = words(language).server
    const { title, text } = w.refused[status]
    const body = (
      <>
        <p>{text}</p>
        <p>
          <a href="/">{w.home}</a>
        </p>
      </>
    )
    return exchange.html(documentOf(portal, { language, theme, stylesheet, title, body }), status)
  }
