/**
 * `<div id data-together="/address">`: asks every so many seconds who else has this request open, and whether something
 * changed since the page was made. Stops when nobody touched the page for a while, so that it keeps no session alive.
 */
const askEvery = 20_000
const stopAfter = 5 * 60_000

export function together(part: HTMLElement): void {
  let touched = Date.now()
  for (const event of ['keydown', 'pointerdown', 'pointermove', 'scroll']) {
    document.addEventListener(event, () => (touched = Date.now()), { passive: true })
  }
  setInterval(() => {
    if (document.hidden || Date.now() - touched > stopAfter || part.contains(document.activeElement)) return
    const ask = new XMLHttpRequest()
    ask.responseType = 'document'
    ask.onload = () => {
      const fresh = ask.status === 200 ? ask.responseXML?.getElementById(part.id) : null
      // Said again only when it says something else: it is read out.
      if (fresh && fresh.textContent !== part.textContent) part.replaceChildren(...fresh.childNodes)
    }
    ask.open('GET', part.dataset.together ?? '')
    ask.send()
  }, askEvery)
}
