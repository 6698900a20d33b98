/** `inzage demo`: a whole organisation with invented people, served on this machine. */
import { defineCommand } from 'citty'
import { startArgs } from './demo/start-args.ts'

export default defineCommand({
  meta: { name: 'demo', description: 'A demo organisation on this machine; without a further word it is served.' },
  // Known here too, so that the value of an option is not taken for a command.
  args: startArgs,
  subCommands: {
    start: () => import('./demo/start.ts').then(m => m.default),
    seed: () => import('./demo/seed.ts').then(m => m.default),
    members: () => import('./demo/members.ts').then(m => m.default),
  },
  default: 'start',
})
