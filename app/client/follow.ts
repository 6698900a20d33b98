/**
 * `<div id data-follow="dag=day tijd=time">`: when one of these fields changes, the same page is asked with their values
 * and this part of it is shown. Without script there is a button that does the same.
 */
export function follow(part: HTMLElement): void {
  const pairs = (part.dataset.follow ?? '').split(' ').map(pair => pair.split('=') as [name: string, field: string])
  const fields = pairs.map(([, id]) => document.getElementById(id) as HTMLInputElement | null)
  let latest = 0
  const ask = () => {
    const mine = ++latest
    const search = new URLSearchParams(pairs.map(([name], n) => [name, fields[n]?.value ?? '']))
    const request = new XMLHttpRequest()
    request.responseType = 'document'
    request.onload = () => {
      const fresh = request.status === 200 ? request.responseXML?.getElementById(part.id) : null
      if (fresh && mine === latest) part.replaceChildren(...fresh.childNodes)
    }
    request.open('GET', `${location.pathname}?${search}`)
    request.send()
  }
  for (const field of fields) field?.addEventListener('change', ask)
}
