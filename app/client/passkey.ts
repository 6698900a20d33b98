/**
 * Passkeys: `[data-passkey]` is a hidden part of a form. Where the browser can, it is shown; its button asks our server
 * what to sign, lets the browser's own dialogue do that, and sends the form with the answer in it.
 */
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'] &
  Parameters<typeof startRegistration>[0]['optionsJSON']

async function ask(part: HTMLElement, form: HTMLFormElement): Promise<string> {
  const purpose = part.dataset.passkey ?? ''
  const csrf = new FormData(form).get('csrf')
  const body = new URLSearchParams({ csrf: typeof csrf === 'string' ? csrf : '', for: purpose })
  const answer = await fetch('/medewerkers/passkey', { method: 'POST', body, redirect: 'error' })
  if (!answer.ok) throw new Error(String(answer.status))
  const optionsJSON = (await answer.json()) as Options
  const signed =
    purpose === 'new' ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON })
  return JSON.stringify(signed)
}

export function passkeys(parts: Iterable<HTMLElement>): void {
  for (const part of parts) {
    const form = part.closest('form')
    const field = part.querySelector('input')
    const button = part.querySelector('button')
    const said = part.querySelector<HTMLElement>('[role="status"]')
    const host = part.dataset.host ?? ''
    if (!form || !field || !button || location.hostname !== host || !('PublicKeyCredential' in window)) continue
    part.hidden = false
    for (const note of document.querySelectorAll<HTMLElement>('[data-passkey-note]')) note.hidden = true
    button.addEventListener('click', () => {
      const name = form.elements.namedItem('name')
      // Without a name no passkey is made for nothing: the page says what is missing.
      if (part.dataset.passkey === 'new' && name instanceof HTMLInputElement && !name.value.trim()) return form.submit()
      if (said) said.textContent = ''
      button.disabled = true
      ask(part, form).then(
        signed => {
          field.value = signed
          form.submit()
        },
        () => {
          button.disabled = false
          if (said) said.textContent = part.dataset.stopped ?? ''
        },
      )
    })
  }
}
