/** Instellingen of a staff member: the same, with their account. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { SettingsPage } from '../sign-in/settings-page.tsx'
import { settingsChange, settingsView } from '../sign-in/settings-step.ts'
import { KeysSwitch, KeysTable } from '../staff/keys-sheet.tsx'
import { words } from '../text/words.ts'
import { Card, Fact, Facts } from '../ui/blocks.tsx'
import { titled } from '../ui/title.ts'
import { requireStaff } from '../who.ts'

export const handle = titled(w => w.settings.title)

export async function loader(args: LoaderFunctionArgs) {
  const staff = requireStaff(args)
  const { name, role, shortcuts } = staff
  return { view: await settingsView(args.request, args.context, staff), name, role, shortcuts }
}

export const action = (args: ActionFunctionArgs) => settingsChange(args.request, args.context, requireStaff(args))

export default function StaffSettings() {
  const { view, name, role, shortcuts } = useLoaderData<typeof loader>()
  const { keys } = words(view.language).queue
  const w = words(view.language).settings.account
  return (
    <SettingsPage view={view}>
      <Card title={w.title}>
        <Facts>
          <Fact name={w.name}>{name}</Fact>
          <Fact name={w.role}>{w.roles[role]}</Fact>
        </Facts>
      </Card>
      <Card title={keys.title} id="toetsen">
        <KeysTable />
        <p>{shortcuts ? keys.isOn : keys.isOff}</p>
        <KeysSwitch on={shortcuts} here={`${view.path}?gedaan=opgeslagen`} csrf={view.csrf} />
      </Card>
    </SettingsPage>
  )
}
