/** Instellingen: language and colour, devices, sign out everywhere; the same for members and staff. */
import type { SerializeFrom } from '@remix-run/node'
import type { ReactNode } from 'react'
import { languages } from '#domain/language.ts'
import { words } from '../text/words.ts'
import { Card, Heading, Notice } from '../ui/blocks.tsx'
import { Button, Form } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { StackedTable } from '../ui/table.tsx'
import type { settingsView } from './settings-step.ts'

type View = SerializeFrom<typeof settingsView>

export function SettingsPage({ view, children }: { view: View; children?: ReactNode }) {
  const w = words(view.language).settings
  const said = view.done === 'opgeslagen' ? w.saved : w.devices.ended
  return (
    <>
      {view.done && <Notice tone="done" live title={said} />}
      <Heading>{w.title}</Heading>
      {children}
      <Look view={view} />
      <Devices view={view} />
      <Card title={w.everywhere.title}>
        <p>{w.everywhere.explain}</p>
        <Form csrf={view.csrf}>
          <Button name="intent" value="everywhere">
            {w.everywhere.submit}
          </Button>
        </Form>
      </Card>
    </>
  )
}

function Look({ view }: { view: View }) {
  const all = words(view.language)
  const w = all.settings.look
  return (
    <Card title={w.title}>
      <Form csrf={view.csrf} action="/voorkeuren">
        <input type="hidden" name="naar" value={`${view.path}?gedaan=opgeslagen`} />
        <Choices
          name="language"
          legend={w.language}
          options={languages.map(value => ({
            value,
            label: <span lang={value}>{all.common.language.names[value]}</span>,
            checked: value === view.language,
          }))}
        />
        <Choices
          name="theme"
          legend={w.theme}
          options={(['auto', 'light', 'dark'] as const).map(value => ({
            value,
            label: w.themes[value],
            checked: value === view.theme,
          }))}
        />
        <Button look="primary">{w.save}</Button>
      </Form>
    </Card>
  )
}

function Devices({ view }: { view: View }) {
  const w = words(view.language).settings.devices
  const rows = view.devices.map(device => ({
    key: device.id,
    current: device.here,
    cells: [
      device.name,
      device.since,
      device.seen,
      device.here ? w.here : <EndDevice key="end" view={view} device={device} />,
    ],
  }))
  return (
    <Card title={w.title}>
      <p>{w.explain}</p>
      <StackedTable caption={w.caption} columns={[w.device, w.since, w.seen, w.action]} rows={rows} />
    </Card>
  )
}

function EndDevice({ view, device }: { view: View; device: View['devices'][number] }) {
  const w = words(view.language).settings.devices
  return (
    <Form csrf={view.csrf} label={w.endName(device.name, device.since)}>
      <input type="hidden" name="session" value={device.id} />
      <Button look="link" name="intent" value="end">
        {w.end}
        <span className="sr-only"> {device.name}</span>
      </Button>
    </Form>
  )
}
