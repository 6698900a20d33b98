/** Asks for a fresh proof: a code, a passkey, or the organisation's own sign-in; with the form that waits, if one does. */
import { type AllWords, words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import type { Held } from '../context.ts'
import type { Language } from '#domain/language.ts'
import { CodeField } from './code-form.tsx'
import { heldFields } from './held-fields.ts'
import type { OrganisationNotice } from './organisation.ts'
import { PasskeyButton } from './passkey-button.tsx'
import type { How } from './proof-step.ts'

type Props = {
  csrf: string
  language: Language
  how: How
  held: Held | null
  notice: OrganisationNotice | null
  /** Of a held form; another form's come as `refused`. */
  errors: Partial<Record<string, string>> | null
  refused: { errors: Partial<Record<string, string>>; typed: Partial<Record<string, string>> } | undefined
}

export function ProofForm({ csrf, language, how, held, notice, errors, refused }: Props) {
  const all = words(language)
  const w = all.signin
  const p = all.passkey
  const again = held && errors ? { errors, typed: { [heldFields.code]: held.typed } } : refused
  // The code's button stands first: it is the one that Enter presses. Held: everything is a button of the one form, so that what was typed goes along whichever is pressed.
  const [codeName, passkeyName] = held ? [heldFields.code, heldFields.passkey] : ['code', 'passkey']
  const carried = held && <Carried held={held} />
  if (held?.proven) {
    return (
      <>
        <Heading>{w.proof.title}</Heading>
        <p className="lead">{p.held.proven}</p>
        <Form csrf={csrf} action={held.to}>
          {carried}
          <Button look="primary">{p.held.goOn}</Button>
        </Form>
      </>
    )
  }
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={again?.errors} />
      {notice && (
        <Notice tone="error" live title={p.organisation.notices[notice].title}>
          <p>{p.organisation.notices[notice].text}</p>
        </Notice>
      )}
      <Heading>{w.proof.title}</Heading>
      <p className="lead">
        {w.proof.why} {held && p.held.kept}
      </p>
      <Form csrf={csrf} action={held?.to}>
        {carried}
        {how.code === 'ask' && (
          <>
            <p>{w.proof.memberHow}</p>
            <Send held={held} look="primary">
              {w.proof.send}
            </Send>
          </>
        )}
        {(how.code === 'totp' || how.code === 'mailed') && (
          <>
            <p>{how.code === 'totp' ? w.proof.staffHow : `${w.proof.sent} ${w.code.inside}`}</p>
            <CodeField
              name={codeName}
              label={how.code === 'totp' ? w.totp.label : w.code.label}
              hint={how.code === 'totp' ? w.totp.hint : w.code.hint}
              refused={again}
            />
            <Button look="primary">{held ? p.held.submit : w.proof.submit}</Button>{' '}
            {how.code === 'mailed' && <Send held={held}>{w.code.again}</Send>}
          </>
        )}
        {how.passkeyHost && (
          <PasskeyButton purpose="proof" host={how.passkeyHost} label={p.prove} w={p} field={passkeyName} />
        )}
        {how.organisation && <Organisation how={how} held={held} p={p} />}
      </Form>
    </>
  )
}

/** The fields of the form that waits. */
const Carried = ({ held }: { held: Held }) =>
  held.fields.map(([name, value], index) => <input key={index} type="hidden" name={name} value={value} />)

const Send = ({ held, look, children }: { held: Held | null; look?: 'primary'; children: string }) => (
  <Button look={look} name={held ? heldFields.send : 'intent'} value="send">
    {children}
  </Button>
)

/** Goes to the provider with the form's fields sealed away until the browser is back. */
const Organisation = ({ how, held, p }: { how: How; held: Held | null; p: AllWords['passkey'] }) =>
  how.organisation && (
    <p>
      <input type="hidden" name={heldFields.to} value={held?.to ?? ''} />
      <input type="hidden" name={heldFields.naar} value={held ? '' : how.organisation.naar} />
      <Button action={how.organisation.start}>{p.organisation.prove(how.organisation.host)}</Button>
    </p>
  )
