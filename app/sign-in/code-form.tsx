/** The page where a code is entered: from the mail, or from the app of staff. */
import { useActionData, useLoaderData } from '@remix-run/react'
import { type AllWords, words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { Button, ButtonLink, Form } from '../ui/button.tsx'
import { ErrorSummary, Field } from '../ui/field.tsx'
import { More } from '../ui/panel.tsx'
import type { codeAction, codeLoader } from './code-step.ts'

export function CodeForm() {
  const { audience, csrf, language, address, step, sentAgain, otherAddress } = useLoaderData<typeof codeLoader>()
  const refused = useActionData<typeof codeAction>()
  const all = words(language)
  const w = all.signin
  const totp = step === 'totp'
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={refused?.errors} />
      {sentAgain && !refused && <Notice tone="done" live title={w.code.sentAgain} />}
      <Heading>{totp ? w.totp.title : w.code.title}</Heading>
      {totp ? (
        <p className="lead">{w.totp.explain}</p>
      ) : (
        <>
          <p className="lead">{w.code.sent(address)}</p>
          <p>{w.code.inside}</p>
        </>
      )}
      <Form csrf={csrf}>
        <CodeField
          label={totp ? w.totp.label : w.code.label}
          hint={totp ? w.totp.hint : w.code.hint}
          refused={refused}
        />
        <Button look="primary">{audience === 'staff' && !totp ? w.code.next : w.code.submit}</Button>
      </Form>
      {totp && <Recovery csrf={csrf} all={all} refused={refused} />}
      {!totp && <p className="muted">{w.code.noMail}</p>}
      <div className="row">
        {!totp && (
          <Form csrf={csrf}>
            <Button name="intent" value="again">
              {w.code.again}
            </Button>
          </Form>
        )}
        <ButtonLink href={otherAddress}>{w.code.otherAddress}</ButtonLink>
      </div>
    </>
  )
}

/** For who lost their telephone. Open at once when it came back with an error. */
const Recovery = ({ csrf, all, refused }: { csrf: string; all: AllWords; refused: Refused }) => {
  const w = all.passkey.recovery
  return (
    <More title={w.lost} open={refused?.errors.recovery !== undefined}>
      <Form csrf={csrf}>
        <Field
          name="recovery"
          label={w.label}
          hint={w.hint}
          error={refused?.errors.recovery}
          value={refused?.typed.recovery}
          autoComplete="off"
          maxLength={40}
        />
        <Button name="intent" value="recovery">
          {w.submit}
        </Button>
      </Form>
    </More>
  )
}

/** What came back: a sentence per field, and what was typed. */
type Refused = { errors: Partial<Record<string, string>>; typed: Partial<Record<string, string>> } | undefined

/** Six digits; the browser may fill them in from the mail, and they may be pasted with spaces. */
export const CodeField = ({
  label,
  hint,
  refused,
  name = 'code',
}: {
  label: string
  hint: string
  refused: Refused
  name?: string
}) => (
  <Field
    name={name}
    label={label}
    hint={hint}
    error={refused?.errors[name]}
    value={refused?.typed[name]}
    size="code"
    inputMode="numeric"
    autoComplete="one-time-code"
    maxLength={20}
  />
)
