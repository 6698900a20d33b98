/** Instellingen of a staff member: the same, with their account, passkeys and recovery codes. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PasskeyCard, RecoveryCard, RecoveryCodes } from '../sign-in/factors-cards.tsx'
import { changeFactors, factorsView } from '../sign-in/factors-step.ts'
import { SettingsPage } from '../sign-in/settings-page.tsx'
import { settingsChange, settingsView } from '../sign-in/settings-step.ts'
import { KeysSwitch, KeysTable } from '../staff/keys-sheet.tsx'
import { words } from '../text/words.ts'
import { Card, Fact, Facts, Notice } from '../ui/blocks.tsx'
import { ErrorSummary } from '../ui/field.tsx'
import { titled } from '../ui/title.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.settings.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args)
  const { name, role, shortcuts } = staff
  const { request, context } = args
  const view = await settingsView(request, context, staff)
  return { view, factors: await factorsView(request, context, staff), name, role, shortcuts }
}

export async function action(args: ActionFunctionArgs) {
  const staff = requireStaff(args)
  return (await changeFactors(args, staff)) ?? settingsChange(args.request, args.context, staff)
}

export default function StaffSettings() {
  const { view, factors, name, role, shortcuts } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const all = words(view.language)
  const w = all.settings.account
  const { keys } = all.queue
  if (answer?.codes) return <RecoveryCodes codes={answer.codes} whose={answer.whose} w={all.passkey} />
  const errors = answer?.errors ?? {}
  const shared = { view: factors, csrf: view.csrf, w: all.passkey }
  return (
    <>
      <ErrorSummary title={all.common.errorTitle} errors={errors} />
      {factors.done && <Notice tone="done" live title={all.passkey.done[factors.done]} />}
      <SettingsPage view={view}>
        <Card title={w.title}>
          <Facts>
            <Fact name={w.name}>{name}</Fact>
            <Fact name={w.role}>{w.roles[role]}</Fact>
          </Facts>
        </Card>
        <PasskeyCard {...shared} error={answer?.errors?.name} typed={answer?.typed} />
        <RecoveryCard {...shared} />
        <Card title={keys.title} id="toetsen">
          <KeysTable />
          <p>{shortcuts ? keys.isOn : keys.isOff}</p>
          <KeysSwitch on={shortcuts} here={`${view.path}?gedaan=opgeslagen`} csrf={view.csrf} />
        </Card>
      </SettingsPage>
    </>
  )
}
