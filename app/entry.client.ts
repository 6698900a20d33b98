/**
 * The one script, and every page works without it: choosing a language needs no button, the error summary gets the
 * focus, and a copy in the making shows its progress. No framework and no personal data in script.
 */

import { follow } from './client/follow.ts'

/** `<form data-auto>`: sent when a choice changes; its button is then not needed. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-auto]')) {
  form.querySelector('button')?.setAttribute('hidden', '')
  form.addEventListener('change', () => form.requestSubmit())
}

document.querySelector<HTMLElement>('[data-focus]')?.focus()

/** A link to refresh by hand is for who has no script. */
const hideLinks = () => {
  for (const link of document.querySelectorAll('[data-no-script]')) link.setAttribute('hidden', '')
}
hideLinks()

/**
 * `<section id data-refresh="3">`: its content is fetched again every so many seconds while the page is looked at, until
 * it asks for no more. `[data-status]` (a live region) only changes when its words do.
 */
function refresh(part: HTMLElement): void {
  const seconds = Number(part.dataset.refresh)
  if (!seconds) return
  setTimeout(() => {
    if (document.hidden || part.contains(document.activeElement)) return refresh(part)
    // XMLHttpRequest parses HTML by itself, so that no script here turns text into a page (Trusted Types).
    const ask = new XMLHttpRequest()
    ask.responseType = 'document'
    ask.onload = () => {
      const page: Document | null = ask.status === 200 ? ask.responseXML : null
      const fresh = page?.getElementById(part.id)
      // What asks for a whole new page when it is done gets one.
      if (page && part.dataset.refreshDone !== undefined && !fresh?.dataset.refresh) return location.reload()
      if (fresh) {
        part.replaceChildren(...fresh.childNodes)
        hideLinks()
        part.dataset.refresh = fresh.dataset.refresh ?? ''
        const [was, is] = [document, page].map(each => each?.querySelector('[data-status]'))
        if (was && is && was.textContent !== is.textContent) was.textContent = is.textContent
      }
      refresh(part)
    }
    ask.onerror = () => refresh(part)
    ask.open('GET', location.href)
    ask.send()
  }, seconds * 1000)
}
for (const part of document.querySelectorAll<HTMLElement>('[data-refresh]')) refresh(part)

// Keys and the palette, only for staff.
if (document.querySelector('#palet')) void import('./client/workbench.ts')

/** Passkeys come with a part of script of their own, for the few pages that have them. */
const parts = document.querySelectorAll<HTMLElement>('[data-passkey]')
if (parts.length > 0) void import('./client/passkey.ts').then(({ passkeys }) => passkeys(parts))
for (const part of document.querySelectorAll<HTMLElement>('[data-follow]')) follow(part)

/** The meter of a letter is for staff who write one: nobody else fetches it. */
const meter = document.querySelector<HTMLElement>('[data-meter-of]')
if (meter) void import('./client/meter.ts').then(({ keepMeasuring }) => keepMeasuring(meter))
if (document.querySelector('.review-record')) void import('./client/review-keys.ts')

const beside = document.querySelector<HTMLElement>('[data-together]')
if (beside) void import('./client/together.ts').then(({ together }) => together(beside))
