/** Opens every source that the register names. Addresses come from settings; the register holds none. */
import type { Register, SourceEntry, SourceId } from '#domain/register.ts'
import { filesSource } from './files/source.ts'
import type { ColumnRef, Source } from './source.ts'
import type { Engine } from './sql/engine.ts'
import { sqlSource } from './sql/source.ts'

/**
 * @param settings the address of each source by the setting's name in the register: the file of an SQLite database,
 *   or the folder of files
 * @throws one sentence per source that cannot be opened, or whose tables are not as the register says
 */
export async function openSources(
  register: Register,
  settings: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<SourceId, Source>> {
  const opened = new Map<SourceId, Source>()
  const faults: string[] = []
  for (const entry of register.sources) {
    try {
      opened.set(entry.id, await openSource(entry, register, settings))
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error))
    }
  }
  if (faults.length > 0) {
    await Promise.all([...opened.values()].map(source => source.close()))
    throw new Error(faults.join('\n'))
  }
  return opened
}

/**
 * Every column that really exists in the sources, also where the register does not fit them yet: what
 * `inzage register check` compares with.
 */
export async function describeSources(
  register: Pick<Register, 'sources'>,
  settings: Readonly<Record<string, string>>,
): Promise<readonly ColumnRef[]> {
  const described: ColumnRef[] = []
  for (const entry of register.sources.filter(each => each.kind === 'sql')) {
    const engine = await openEngine(entry, settings)
    try {
      for (const [table, { columns }] of await engine.catalogue()) {
        for (const column of columns) described.push({ source: entry.id, table, column })
      }
    } finally {
      await engine.close()
    }
  }
  return described
}

async function openSource(
  entry: SourceEntry,
  register: Register,
  settings: Readonly<Record<string, string>>,
): Promise<Source> {
  if (entry.kind === 'files') return filesSource(entry, addressOf(entry, settings))
  const engine = await openEngine(entry, settings)
  try {
    return await sqlSource(entry, register, engine)
  } catch (error) {
    await engine.close()
    throw error
  }
}

async function openEngine(entry: SourceEntry, settings: Readonly<Record<string, string>>): Promise<Engine> {
  const address = addressOf(entry, settings)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(address)) {
    throw new Error(`source ${entry.id}: ${entry.setting} must be the file of an SQLite database`)
  }
  // The driver is loaded on demand: a portal without SQL sources never needs it.
  const { openSqlite } = await import('./sql/sqlite.ts')
  return openSqlite(address).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`source ${entry.id}: the database of ${entry.setting} cannot be opened (${why})`)
  })
}

function addressOf(entry: SourceEntry, settings: Readonly<Record<string, string>>): string {
  const address = Object.hasOwn(settings, entry.setting) ? settings[entry.setting] : undefined
  if (!address) throw new Error(`source ${entry.id}: the setting ${entry.setting} is missing`)
  return address
}
