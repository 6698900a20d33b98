/**
 * Keys and the palette of the workbench, on top of pages that work without them. Nothing here knows a request: keys move the
 * browser's own focus, and everything that changes something is a form of the page. Single letters can be switched off and
 * never count where somebody types (WCAG 2.1.4).
 */
const page = document

const palette = page.querySelector<HTMLDialogElement>('#palet')
const field = page.querySelector<HTMLInputElement>('#palet-zoek')
const keysOn = palette?.dataset.keys === 'on'

const rows = () => [...page.querySelectorAll<HTMLElement>('[data-queue] tbody tr')]
const linkOf = (row: Element | undefined) => row?.querySelector<HTMLAnchorElement>('a.mono') ?? null
const boxOf = (row: Element | undefined) => row?.querySelector<HTMLInputElement>('input[name="kies"]') ?? null
const boxes = () => [...page.querySelectorAll<HTMLInputElement>('[data-queue] input[name="kies"]')]
const chosen = () => boxes().filter(box => box.checked)

/** The row where the focus is. */
const rowHere = () => page.activeElement?.closest<HTMLElement>('[data-queue] tbody tr') ?? undefined

function open(id: string | undefined): void {
  const dialog = id ? page.querySelector<HTMLDialogElement>(`#${id}`) : null
  if (!dialog || dialog.open) return
  for (const other of page.querySelectorAll('dialog')) if (other.open) other.close()
  dialog.showModal()
  if (dialog === palette && field) {
    field.value = ''
    filter()
    field.focus()
  }
}

/** Moves to the next row, or the one before; beyond the ends it stays. */
function move(step: 1 | -1): void {
  const all = rows()
  const here = rowHere()
  const at = here ? all.indexOf(here) + step : step === 1 ? 0 : all.length - 1
  linkOf(all[Math.min(Math.max(at, 0), all.length - 1)])?.focus()
}

function pick(): void {
  const box = boxOf(rowHere())
  if (!box) return
  box.checked = !box.checked
  tell()
}

/** What was picked, or else this row, goes to who asks. */
function assign(): void {
  if (chosen().length === 0) {
    const box = boxOf(rowHere())
    if (!box) return
    box.checked = true
  }
  const form = page.querySelector<HTMLFormElement>('#gekozen')
  const to = form?.querySelector<HTMLSelectElement>('#to')
  if (!form || !to) return
  to.selectedIndex = 0
  form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="assign"]'))
}

function extend(): void {
  const link = linkOf(rowHere())
  if (link) location.assign(`${link.href}#verlengen`)
}

function search(): void {
  const input = page.querySelector<HTMLInputElement>('#zoek')
  input?.focus()
  input?.select()
}

const keys: Readonly<Record<string, () => void>> = {
  j: () => move(1),
  k: () => move(-1),
  x: pick,
  a: assign,
  e: extend,
  '/': search,
  '?': () => open('toetsen-blad'),
}

/** Whether what is pressed is meant for a field. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'submit', 'button'].includes(target.type)
}

if (keysOn) {
  page.addEventListener('keydown', event => {
    if (event.isComposing || event.defaultPrevented || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'k' || event.shiftKey) return
      event.preventDefault()
      return open('palet')
    }
    if (typing(event.target) || page.querySelector('dialog[open]')) return
    const does = keys[event.key.length === 1 ? event.key.toLowerCase() : '']
    // A key does nothing where there is nothing for it to do; the browser's own use of it then holds.
    if (!does || (event.key !== '?' && !page.querySelector('[data-queue], #zoek'))) return
    event.preventDefault()
    does()
  })
  hint('#gekozen button[value="assign"]', 'A')
  hint('#zoek', '/')
  hint('a[data-open="palet"]', 'Ctrl K')
}

/** A key is shown where one looks for what it does. */
function hint(selector: string, key: string): void {
  const target = page.querySelector<HTMLElement>(selector)
  if (!target) return
  target.title = key
  target.setAttribute('aria-keyshortcuts', key.replace('Ctrl K', 'Control+K Meta+K'))
}

page.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-open]') : null
  if (!link) return
  event.preventDefault()
  open(link.dataset.open)
})

/** How many are picked, said where a screen reader hears it. */
function tell(): void {
  const said = page.querySelector<HTMLElement>('[data-picked]')
  const count = chosen().length
  if (said) said.textContent = count > 0 ? (said.dataset.picked ?? '').replace('{}', String(count)) : ''
  const all = page.querySelector<HTMLInputElement>('#kies-alles')
  if (all) {
    all.checked = count > 0 && count === boxes().length
    all.indeterminate = count > 0 && count < boxes().length
  }
}

const head = page.querySelector<HTMLElement>('[data-pick-all]')
if (head) {
  const all = page.createElement('input')
  all.type = 'checkbox'
  all.id = 'kies-alles'
  all.setAttribute('aria-label', head.dataset.pickAll ?? '')
  all.addEventListener('change', () => {
    for (const box of boxes()) box.checked = all.checked
    tell()
  })
  head.replaceChildren(all)
  page.addEventListener('change', event => {
    if (event.target instanceof HTMLInputElement && event.target.name === 'kies') tell()
  })
  // A browser that comes back to a page remembers what was picked.
  tell()
}

const choices = () => [...page.querySelectorAll<HTMLElement>('#palet-lijst [role="option"]')]
const shown = () => choices().filter(choice => !choice.hidden)
const selected = () => shown().find(choice => choice.getAttribute('aria-selected') === 'true')

function select(choice: HTMLElement | undefined): void {
  for (const each of choices()) each.setAttribute('aria-selected', String(each === choice))
  if (choice) field?.setAttribute('aria-activedescendant', choice.id)
  else field?.removeAttribute('aria-activedescendant')
  choice?.scrollIntoView({ block: 'nearest' })
}

/** A number as people type it: nine of the signs that we use, or that are read for one of them. */
const number = /(?:^|\s)((?:[0-9a-z][\s.-]?){8}[0-9a-z])$/i

/** Shows what fits what is typed: every word must be in it; a number brings what can be done with it. */
function filter(): void {
  const typed = field?.value.trim().toLowerCase() ?? ''
  const reference = number.exec(typed)?.[1]
  const about = reference ?? ''
  const rest = (reference ? typed.slice(0, -about.length) : typed).split(/\s+/).filter(Boolean)
  const fits = (text: string) => rest.every(word => text.toLowerCase().includes(word))
  const nothing = chosen().length === 0 && !palette?.querySelector('input[name="kies"][type="hidden"]:not([data-own])')
  for (const choice of choices()) {
    const { verb, search: asSearch, picked } = choice.dataset
    if (verb !== undefined) {
      choice.textContent = `${choice.dataset.text} ${about.toUpperCase()}`
      choice.dataset.say = `${verb} ${about}`
      choice.hidden = !reference || !fits(choice.dataset.text ?? '')
    } else if (asSearch !== undefined) choice.hidden = typed === ''
    else choice.hidden = reference !== undefined || !fits(choice.textContent ?? '') || (picked !== undefined && nothing)
  }
  select(shown()[0])
}

function choose(choice: HTMLElement | undefined): void {
  const form = field?.form
  if (!form || !field || !choice) return
  const { href, say, open: dialog } = choice.dataset
  if (dialog) return open(dialog)
  if (href) return location.assign(href)
  if (say) field.value = say
  for (const own of form.querySelectorAll('[data-own]')) own.remove()
  for (const box of chosen()) {
    const picked = page.createElement('input')
    picked.type = 'hidden'
    picked.name = 'kies'
    picked.value = box.value
    picked.dataset.own = ''
    form.append(picked)
  }
  form.submit()
}

field?.addEventListener('input', filter)
field?.addEventListener('keydown', event => {
  const all = shown()
  const at = all.findIndex(choice => choice === selected())
  if (event.key === 'ArrowDown') select(all[(at + 1) % all.length])
  else if (event.key === 'ArrowUp') select(all[(at - 1 + all.length) % all.length])
  else if (event.key === 'Enter' && !event.isComposing) choose(selected())
  else return
  event.preventDefault()
})
page.querySelector('#palet-lijst')?.addEventListener('click', event => {
  choose(
    event.target instanceof Element ? (event.target.closest<HTMLElement>('[role="option"]') ?? undefined) : undefined,
  )
})

// A click beside a dialog closes it, as everywhere.
for (const dialog of page.querySelectorAll('dialog')) {
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close()
  })
}
