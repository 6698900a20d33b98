/** Instellingen of a member. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { SettingsPage } from '../sign-in/settings-page.tsx'
import { settingsChange, settingsView } from '../sign-in/settings-step.ts'
import { titled } from '../ui/title.ts'
import { requireMember } from '../who.ts'

export const handle = titled(w => w.settings.title)

export const loader = (args: LoaderFunctionArgs) => settingsView(args.request, args.context, requireMember(args))

export const action = (args: ActionFunctionArgs) => settingsChange(args.request, args.context, requireMember(args))

export default function Settings() {
  return <SettingsPage view={useLoaderData<typeof loader>()} />
}
