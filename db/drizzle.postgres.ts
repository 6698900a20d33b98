/** `npm run db:generate`: what drizzle-kit compares and where it writes migrations for this engine. */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/postgres.cjs',
  out: './db/migrations/postgres',
})
