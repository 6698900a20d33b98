/** A passkey in a form. Hidden until the script knows that this browser can; without script there is the code. */
import type { AllWords } from '../text/words.ts'
import type { PasskeyPurpose } from './passkey.ts'

export const PasskeyButton = ({
  purpose,
  host,
  label,
  w,
  field = 'passkey',
  primary = false,
  or,
}: {
  purpose: PasskeyPurpose
  /** The host that passkeys are for. */
  host: string
  label: string
  w: AllWords['passkey']
  field?: string
  primary?: boolean
  /** Said after the button, when there is another way below it. */
  or?: string
}) => (
  <div data-passkey={purpose} data-host={host} data-stopped={w.stopped} hidden>
    <input type="hidden" name={field} value="" />
    <button type="button" className={primary ? 'button button-primary' : 'button'}>
      {label}
    </button>
    <p role="status" className="error" />
    {or && <p>{or}</p>}
  </div>
)
