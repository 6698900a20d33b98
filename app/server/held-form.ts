/**
 * A form that needs a fresh proof is not lost: it comes back as a page that asks for the proof and carries the form's
 * fields. That page is sent to the form's own address; the proof is taken out and judged here, before the page's action
 * runs, with the session renewed (docs/decisions/117-held-form.md). Nothing of it is stored.
 */
import type { MiddlewareHandler } from 'hono'
import type { Context, Held } from '../context.ts'
import { askProof } from '../sign-in/ask.ts'
import { codeIn, type Fault } from '../sign-in/form.ts'
import { confirm, howToProve } from '../sign-in/proof-step.ts'
import { heldFields } from '../sign-in/held-fields.ts'
import { provenRecently } from '../who.ts'
import { csrfField, csrfTokenAfter } from './csrf.ts'
import type { Env, Exchange } from './exchange.ts'
import type { Pages } from './pages.ts'

/** Stands between the wall and the routes. */
export function holdForms(pages: Pages): MiddlewareHandler<Env> {
  return async (exchange, next) => {
    if (exchange.req.method !== 'POST') return next()
    const given = takeProof(exchange.get('form'))
    if (given) {
      const context = await exchange.get('context')()
      const refused = await judge(exchange, context, given)
      if (refused) {
        exchange.res = await proofPage(exchange, pages, context, refused)
        return
      }
    }
    await next()
    if (exchange.res.status !== 403) return
    const context = await exchange.get('context')()
    if (context.proofWanted) exchange.res = await proofPage(exchange, pages, context, {})
  }
}

type Given = { code: string; passkey: string; send: boolean }

/** The proof that came along with a form, taken out of it; null when there was none. */
function takeProof(form: URLSearchParams): Given | null {
  const { code, passkey, send } = heldFields
  if (!Object.values(heldFields).some(name => form.has(name))) return null
  const given = { code: form.get(code) ?? '', passkey: form.get(passkey) ?? '', send: form.has(send) }
  for (const name of Object.values(heldFields)) form.delete(name)
  return given
}

/** Null when the proof is right, or was given meanwhile: then the session is renewed and the form goes on. */
async function judge(exchange: Exchange, context: Context, given: Given): Promise<Partial<Held> | null> {
  const { visitor, portal, peer, now } = context
  if (visitor.audience === 'none' || provenRecently(visitor.provenAt, now)) return null
  const refused = (fault: Fault): Partial<Held> => ({ fault, typed: given.code })
  if (given.send && (await howToProve(exchange.req.raw, context, visitor)).code !== null) {
    const asked = await askProof(portal, visitor, peer, now)
    if (!asked.sent) return refused(asked.fault)
    context.setCookies.push(asked.setCookie)
    return {}
  }
  const read = given.passkey ? null : codeIn(given.code)
  if (read && 'fault' in read) return refused(read.fault)
  const proof = read ? { code: read.code } : { passkey: given.passkey }
  const entered = await confirm(exchange.req.raw, context, visitor, proof)
  if ('fault' in entered) return refused(entered.fault)
  context.setCookies.push(...entered.setCookies)
  context.visitor = { ...visitor, provenAt: now }
  context.csrf = csrfTokenAfter(portal, exchange.req.header('cookie') ?? null, entered.setCookies)
  return null
}

/** The page that asks for the proof, with the form in it. */
export async function proofPage(
  exchange: Exchange,
  pages: Pages,
  context: Context,
  held: Partial<Held>,
): Promise<Response> {
  const { pathname, search } = new URL(exchange.req.url)
  const fields = [...exchange.get('form')].filter(([name]) => name !== csrfField)
  const whole: Held = { to: pathname + search, fields, fault: null, typed: '', proven: false, ...held }
  return heldPage(exchange, pages, context, whole, whole.fault === 'tooMany' ? 429 : whole.fault ? 422 : 403)
}

export async function heldPage(
  exchange: Exchange,
  pages: Pages,
  context: Context,
  held: Held,
  status: number,
): Promise<Response> {
  const headers = new Headers({ cookie: cookiesAfter(exchange.req.header('cookie') ?? '', context.setCookies) })
  const request = new Request(`${context.portal.config.baseUrl}/bevestigen`, {
    headers,
    signal: exchange.req.raw.signal,
  })
  const page = await pages.answer(request, { ...context, held })
  return new Response(page.body, { status: page.status === 200 ? status : page.status, headers: page.headers })
}

/** What the browser will hold after this answer: the page must know of a code that was sent a moment ago. */
function cookiesAfter(header: string, lines: readonly string[]): string {
  const jar = new Map(header.split(';').map(pair => [pair.split('=')[0]?.trim() ?? '', pair.trim()]))
  for (const line of lines) {
    const pair = line.split(';')[0] ?? ''
    jar.set(pair.split('=')[0] ?? '', pair)
  }
  return [...jar.values()].filter(Boolean).join('; ')
}
