/** For the officer, above the queue: who opened the data of unusually many people. */
import type { SerializeFrom } from '@remix-run/node'
import { Notice } from '../ui/blocks.tsx'
import { useWords } from '../ui/use-words.ts'
import type { alarmsFor } from './alarm.ts'

export function AlarmNotice({ alarms }: { alarms: SerializeFrom<typeof alarmsFor> }) {
  const w = useWords().w.passkey.alarm
  if (alarms.length === 0) return null
  return (
    <Notice tone="error" title={w.title}>
      <ul>
        {alarms.map(({ name, window, people, when }) => (
          <li key={`${name} ${when} ${window}`}>{w[window](name ?? w.operator, people, when)}</li>
        ))}
      </ul>
      <p>
        {w.what} <a href="/logboek?q=actie:alarm">{w.logbook}</a>
      </p>
    </Notice>
  )
}
