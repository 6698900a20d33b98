/**
 * Signing in (or proving oneself again) at the organisation's own provider: going there and coming back. Going there is a
 * page that leads on by itself, not a redirect of the form: so `form-action` stays our own address, whatever hosts the
 * provider sends people along (docs/decisions/118-oidc.md).
 */
import type { Audience } from '#db/schema/people.ts'
import type { Context, Held } from '../context.ts'
import type { Portal } from '../portal.ts'
import { safePath } from '../safe-path.ts'
import { forgetChallenge } from '../sign-in/challenge.ts'
import { enterMember, enterStaff, proveByOrganisation } from '../sign-in/enter-organisation.ts'
import { heldFields } from '../sign-in/held-fields.ts'
import type { Round } from '../sign-in/oidc.ts'
import { organisationPages, type OrganisationNotice } from '../sign-in/organisation.ts'
import { onTheBeat } from '../sign-in/pace.ts'
import { signInPages } from '../sign-in/way.ts'
import { words } from '../text/words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { csrfField, csrfTokenAfter } from './csrf.ts'
import { documentOf } from './document.tsx'
import type { Exchange, Routes } from './exchange.ts'
import { heldPage } from './held-form.ts'
import type { Pages } from './pages.ts'
import type { Refuse } from './refusal.tsx'

export function organisationRoutes(app: Routes, portal: Portal, pages: Pages, refuse: Refuse): void {
  for (const audience of ['member', 'staff'] as const) {
    const { start, back } = organisationPages[audience]

    app.post(start, async exchange => {
      if (!portal.config.oidc[audience]) return refuse(exchange, 404)
      const context = await exchange.get('context')()
      const { beginRound } = await oidc()
      const begun = await beginRound(context, audience, goingOn(exchange.get('form')))
      if (!begun) return exchange.redirect(placeOf(context, audience, 'weg'), 303)
      context.setCookies.push(begun.setCookie)
      exchange.header('Refresh', `0; url=${begun.url.href}`)
      return exchange.html(leaving(portal, context, pages.stylesheet, begun.url))
    })

    app.get(back, async exchange => {
      if (!portal.config.oidc[audience]) return refuse(exchange, 404)
      const context = await exchange.get('context')()
      context.setCookies.push(forgetChallenge(portal))
      return onTheBeat(() => comeBack(exchange, context, audience, pages))
    })
  }
}

/** Where to go afterwards, and the form that waits for the proof. */
function goingOn(form: URLSearchParams): { next: string; held: Pick<Held, 'to' | 'fields'> | null } {
  const to = form.get(heldFields.to)
  const next = safePath(form.get('naar') ?? form.get(heldFields.naar), '')
  const own = new Set<string>([csrfField, ...Object.values(heldFields)])
  const fields = [...form].filter(([name]) => !own.has(name))
  return { next, held: to ? { to: safePath(to, '/'), fields } : null }
}

/** Loaded when somebody comes: most portals have no organisation to sign in with. */
const oidc = () => import('../sign-in/oidc.ts')

async function comeBack(exchange: Exchange, context: Context, audience: Audience, pages: Pages): Promise<Response> {
  const { portal, now, language, visitor } = context
  const cookies = exchange.req.header('cookie') ?? null
  const { endRound } = await oidc()
  const ended = await endRound(portal, audience, cookies, new URL(exchange.req.url).search, now)
  if ('notice' in ended) return exchange.redirect(placeOf(context, audience, ended.notice), 303)
  const { round, claims } = ended
  const browser = { userAgent: exchange.req.header('user-agent') ?? null, visitor, language }
  const enter = audience === 'member' ? enterMember : enterStaff
  const lines = round.sessionId
    ? await proveByOrganisation(context, round, claims)
    : await enter(portal, round, claims, browser, now)
  if (!lines) return exchange.redirect(placeOf(context, audience, 'geweigerd'), 303)
  context.setCookies.push(...lines)
  if (round.held) return goOn(exchange, context, round.held, lines, pages)
  return exchange.redirect(safePath(round.next, signInPages[audience].home), 303)
}

/** The form that waited comes back with one button; what it changes still takes a press on our own page. */
function goOn(
  exchange: Exchange,
  context: Context,
  held: NonNullable<Round['held']>,
  lines: readonly string[],
  pages: Pages,
): Promise<Response> {
  const { visitor, now, portal } = context
  if (visitor.audience !== 'none') context.visitor = { ...visitor, provenAt: now }
  context.csrf = csrfTokenAfter(portal, exchange.req.header('cookie') ?? null, lines)
  return heldPage(exchange, pages, context, { ...held, fault: null, typed: '', proven: true }, 200)
}

/** The page that says it: where somebody was proving themselves, or the sign-in page. */
const placeOf = ({ visitor }: Context, audience: Audience, notice: OrganisationNotice): string =>
  `${visitor.audience === audience ? '/bevestigen' : signInPages[audience].email}?organisatie=${notice}`

function leaving(portal: Portal, { language, theme }: Context, stylesheet: string, url: URL): string {
  const w = words(language).passkey.organisation
  const body = (
    <>
      <p>{w.leavingText(url.host)}</p>
      <p>
        <ButtonLink look="primary" href={url.href}>
          {w.go}
        </ButtonLink>
      </p>
    </>
  )
  return documentOf(portal, { language, theme, stylesheet, title: w.leaving, body })
}
