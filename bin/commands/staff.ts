/** `inzage staff`: who works here, in which role. */
import { defineCommand } from 'citty'

export default defineCommand({
  meta: { name: 'staff', description: 'Staff accounts: add, list, change a role, give a new set-up link, close.' },
  subCommands: {
    add: () => import('./staff/add.ts').then(m => m.default),
    list: () => import('./staff/list.ts').then(m => m.default),
    role: () => import('./staff/role.ts').then(m => m.default),
    link: () => import('./staff/link.ts').then(m => m.default),
    disable: () => import('./staff/disable.ts').then(m => m.default),
  },
})
