/** `inzage work`: an export worker, until it is told to stop. */
import { defineCommand } from 'citty'
import { deskOf } from '#app/desk.ts'
import { work } from '#exports/worker.ts'
import { stopSignal } from '../stop.ts'
import { withPortal } from '../with-portal.ts'

export default defineCommand({
  meta: {
    name: 'work',
    description:
      'Makes the copies that people asked for, and removes those whose last day is over. Runs until SIGTERM; may run many ' +
      'times at once. `inzage serve` starts it by itself. Exit codes: 0 stopped when told to, 1 failed, 78 a setting is ' +
      'missing or weak.',
  },
  run: () => withPortal(portal => work(deskOf(portal), stopSignal())),
})
