/** `inzage audit`: proves the audit log, or says exactly what is wrong with it; and what others need to check it by themselves. */
import { defineCommand } from 'citty'

export default defineCommand({
  meta: { name: 'audit', description: 'The audit log: prove it, sign where it stands, check what others hold of it.' },
  subCommands: {
    verify: () => import('./audit/verify.ts').then(m => m.default),
    checkpoint: () => import('./audit/checkpoint.ts').then(m => m.default),
    vkey: () => import('./audit/vkey.ts').then(m => m.default),
    'verify-receipt': () => import('./audit/verify-receipt.ts').then(m => m.default),
    consistency: () => import('./audit/consistency.ts').then(m => m.default),
    witness: () => import('./audit/witness.ts').then(m => m.default),
    cosign: () => import('./audit/cosign.ts').then(m => m.default),
    epoch: () => import('./audit/epoch.ts').then(m => m.default),
  },
})
