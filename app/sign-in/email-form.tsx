/** The page of step one, for members and for staff. */
import { useActionData, useLoaderData } from '@remix-run/react'
import { words } from '../text/words.ts'
import { Heading } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { ErrorSummary, Field } from '../ui/field.tsx'
import type { emailAction, emailLoader } from './email-step.ts'

export function EmailForm() {
  const { audience, other, csrf, language } = useLoaderData<typeof emailLoader>()
  const again = useActionData<typeof emailAction>()
  const all = words(language)
  const w = all.signin
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={again?.errors} />
      <Heading>{audience === 'member' ? w.title : w.staffTitle}</Heading>
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
        <Button look="primary">{w.send}</Button>
      </Form>
      <p className="muted">{w.neverPassport}</p>
      <p className="small">
        <a href={other}>{audience === 'member' ? w.forStaff : w.forMembers}</a>
      </p>
    </>
  )
}
