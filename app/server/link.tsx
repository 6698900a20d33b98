/** `/aanmelden/:token`: a single-use link of an operator. Looking shows a button; only pressing it uses the link. */
import { enterByLink, linkWorks } from '../sign-in/link.ts'
import type { Context } from '../context.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { Button, Form } from '../ui/button.tsx'
import { documentOf } from './document.tsx'
import type { Routes } from './exchange.ts'

export function linkRoutes(app: Routes, portal: Portal, stylesheet: string): void {
  app.get('/aanmelden/:token', async exchange => {
    const context = await exchange.get('context')()
    const works = await linkWorks(portal, exchange.req.param('token'), context.now)
    return exchange.html(
      works ? offer(portal, context, stylesheet) : usedUp(portal, context, stylesheet),
      works ? 200 : 404,
    )
  })

  app.post('/aanmelden/:token', async exchange => {
    const context = await exchange.get('context')()
    const { visitor, language, now } = context
    const browser = { userAgent: exchange.req.header('user-agent') ?? null, visitor, language }
    const entered = await enterByLink(portal, exchange.req.param('token'), browser, now)
    if (!entered) return exchange.html(usedUp(portal, context, stylesheet), 404)
    for (const line of entered.setCookies) exchange.header('Set-Cookie', line, { append: true })
    return exchange.redirect(entered.audience === 'staff' ? '/werkvoorraad' : '/', 303)
  })
}

function offer(portal: Portal, { language, theme, csrf }: Context, stylesheet: string): string {
  const w = words(language).server.link
  const body = (
    <>
      <p>{w.text}</p>
      <Form csrf={csrf}>
        <Button look="primary">{w.button}</Button>
      </Form>
    </>
  )
  return documentOf(portal, { language, theme, stylesheet, title: w.title, body })
}

function usedUp(portal: Portal, { language, theme }: Context, stylesheet: string): string {
  const w = words(language).server.link
  const body = (
    <>
      <p>{w.usedText}</p>
      <p>
        <a href="/inloggen">{w.signIn}</a>
      </p>
    </>
  )
  return documentOf(portal, { language, theme, stylesheet, title: w.used, body })
}
