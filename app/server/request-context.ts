/** Who asks, in which language, with which token: the `Context` of one request. */
import { newHandle } from '#db/random.ts'
import type { Instant } from '#domain/day.ts'
import { type Language, languages } from '#domain/language.ts'
import type { Context, Theme } from '../context.ts'
import { cookie, readCookie } from '../cookies.ts'
import type { Portal } from '../portal.ts'
import { visitorOf } from '../sign-in/visitor.ts'
import { csrfToken } from './csrf.ts'
import type { Uploads } from './upload.ts'

export const themes: readonly Theme[] = ['auto', 'light', 'dark']

export type Given = { headers: Headers; now: Instant; nonce: string; requestId: string; peer: string; uploads: Uploads }

/** Looks the visitor up by their session cookie; gives a browser that has none yet its visitor cookie. */
export async function contextOf(portal: Portal, given: Given): Promise<Context> {
  const { now, nonce, requestId, peer, uploads } = given
  const cookies = given.headers.get('cookie')
  const visitor = await visitorOf(portal, cookies, now)
  const known = visitor.audience === 'none' ? null : visitor
  const carried = readCookie(portal.config, cookies, 'visitor')
  const browser = carried ?? newHandle()
  return {
    portal,
    now,
    nonce,
    requestId,
    peer,
    uploads,
    visitor,
    csrf: csrfToken(portal, browser, cookies),
    setCookies: carried ? [] : [cookie(portal.config, 'visitor', browser)],
    language: known?.language ?? languageOf(portal, given.headers),
    theme: known?.theme ?? oneOf(themes, readCookie(portal.config, cookies, 'theme')) ?? 'auto',
  }
}

/** Language of somebody who is not signed in: their cookie, else what the browser prefers, else Dutch. */
export function languageOf(portal: Pick<Portal, 'config'>, headers: Headers): Language {
  const chosen = oneOf(languages, readCookie(portal.config, headers.get('cookie'), 'language'))
  return chosen ?? preferred(headers.get('accept-language')) ?? 'nl'
}

/** The first of our languages in an Accept-Language header, by its weight. */
function preferred(header: string | null): Language | null {
  const wanted = (header ?? '')
    .slice(0, 256)
    .split(',')
    .map(part => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';')
      const weight = options.map(option => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean)
      return { language: oneOf(languages, tag.split('-')[0] ?? ''), weight: Number(weight ?? 1) }
    })
    .filter(({ language, weight }) => language && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  return wanted[0]?.language ?? null
}

/** `text` when it is one of `allowed`. */
export const oneOf = <T extends string>(allowed: readonly T[], text: string | null): T | null =>
  allowed.find(value => value === text) ?? null
