/** `npm run db:generate`: what drizzle-kit compares and where it writes migrations for this engine. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './db/schema/sqlite.cjs',
  out: './db/migrations/sqlite',
})
