/** The page of step one, for members and for staff. */
import { useActionData, useLoaderData } from '@remix-run/react'
import { words } from '../text/words.ts'
import { Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, Field } from '../ui/field.tsx'
import type { emailAction, emailLoader } from './email-step.ts'
import { PasskeyButton } from './passkey-button.tsx'

export function EmailForm() {
  const { audience, other, csrf, language, passkeyHost, organisation, notice } = useLoaderData<typeof emailLoader>()
  const again = useActionData<typeof emailAction>()
  const all = words(language)
  const w = all.signin
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={again?.errors} />
      {notice && (
        <Notice tone="error" live title={all.passkey.organisation.notices[notice].title}>
          <p>{all.passkey.organisation.notices[notice].text}</p>
        </Notice>
      )}
      <Heading>{audience === 'member' ? w.title : w.staffTitle}</Heading>
      {organisation && (
        <Form csrf={csrf} action={organisation.start}>
          <input type="hidden" name="naar" value={organisation.naar} />
          <Button look="primary">{all.passkey.organisation.signIn(organisation.host)}</Button>
        </Form>
      )}
      {passkeyHost && (
        <Form csrf={csrf}>
          <input type="hidden" name="intent" value="passkey" />
          <PasskeyButton purpose="signIn" host={passkeyHost} label={all.passkey.signIn} w={all.passkey} />
        </Form>
      )}
      <p className="lead">{w.noPassword}</p>
      <Form csrf={csrf}>
        <Field
          name="email"
          label={w.email}
          hint={w.emailHint}
          error={again?.errors.email}
          value={again?.typed.email}
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
        />
        <Button look={organisation ? 'plain' : 'primary'}>{w.send}</Button>
      </Form>
      <p className="muted">{w.neverPassport}</p>
      {audience === 'member' && (
        <p>
          <a href="/verzoek-doen">{all.form.link}</a>
        </p>
      )}
      <p className="small">
        <a href={other}>{audience === 'member' ? w.forStaff : w.forMembers}</a>
      </p>
    </>
  )
}
