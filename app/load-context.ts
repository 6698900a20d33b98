/** Tells Remix what the server hands to loaders and actions as `context`. */
import type { Context } from './context.ts'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends Context {}
}
