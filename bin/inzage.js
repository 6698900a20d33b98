#!/usr/bin/env node
// Starts the TypeScript command without a build step; tsx is a runtime dependency for this.
import { register } from 'tsx/esm/api'

register()
await import('./inzage.ts')
