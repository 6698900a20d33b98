/**
 * Controle by keys: N goes to the next record with something about somebody else in it, R to the reason at this record.
 * Single letters can be switched off, and never count where somebody types (WCAG 2.1.4).
 */
const found = [...document.querySelectorAll<HTMLElement>('.review-record[data-findings]')]

const follows = (one: Node, other: Node): boolean =>
  Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)

/** The next record with a finding, from the top again after the last. */
function next(here: HTMLElement | null): void {
  const record = found.find(each => here === null || follows(here, each)) ?? found[0]
  record?.focus()
  record?.scrollIntoView({ block: 'start' })
}

function reason(here: HTMLElement | null): void {
  const record = here ?? found[0] ?? document.querySelector<HTMLElement>('.review-record')
  record?.querySelector<HTMLElement>('select')?.focus()
}

const keys: Readonly<Record<string, (here: HTMLElement | null) => void>> = { n: next, r: reason }

if (document.querySelector<HTMLElement>('#palet')?.dataset.keys !== 'off') {
  document.querySelector('[data-keys-hint]')?.removeAttribute('hidden')
  document.addEventListener('keydown', event => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const at = event.target instanceof HTMLElement ? event.target : null
    const does = keys[event.key.toLowerCase()]
    if (!does || at?.closest('input:not([type=checkbox]), select, textarea, dialog[open]')) return
    event.preventDefault()
    does(at?.closest<HTMLElement>('.review-record') ?? null)
  })
}
