/**
 * For the whole test run: a real PostgreSQL, started when the first test asks for it (`test/engines.ts`), stopped at the
 * end. `TEST_PG_URL` names another server to use instead; its role must be allowed to make databases.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Postgres, startPostgres } from './postgres.ts'

export default async function setup() {
  if (process.env.TEST_PG_URL) return
  let started: Promise<Postgres> | null = null
  const door = createServer((_, response) => {
    started ??= startPostgres()
    started.then(
      postgres => response.end(postgres.url),
      error => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
  process.env.TEST_PG_DOOR = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`
  return async () => {
    door.close()
    const postgres = await started?.catch(() => null)
    await postgres?.stop()
  }
}
