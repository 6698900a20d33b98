#!/usr/bin/env node
// Starts the TypeScript command without a build step; tsx is a runtime dependency for this.
import { register } from 'tsx/esm/api'

// React renders several times slower outside production; a test run says otherwise by itself.
process.env.NODE_ENV ??= 'production'
register()
await import('./inzage.ts')
