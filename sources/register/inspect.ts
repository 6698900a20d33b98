/** Everything that can be said about a register file: its own faults, what the sources really hold, and its gaps. */
import type { Register, SourceId } from '#domain/register.ts'
import { describeSources, openSources } from '../open.ts'
import type { ColumnRef } from '../source.ts'
import { checkOutlines, outlineOf } from './check.ts'
import { type Draft, entries, text } from './draft.ts'
import type { Complaint, Fault } from './fault.ts'
import type { Gap } from './gaps.ts'
import { inOrder } from './lines.ts'
import { readFaultyRegister } from './read.ts'
import { guide } from './shape.ts'

export type Inspection = {
  faults: readonly Fault[]
  gaps: readonly Gap[]
  /** SQL sources whose real tables were compared with the register. */
  compared: readonly SourceId[]
  /** SQL sources that were not, each with why in one sentence. */
  notCompared: readonly { source: SourceId; why: string }[]
}

/**
 * Reads `file` and compares it with the sources whose settings are there.
 *
 * @param settings addresses by the setting's name; a source without one is not compared
 * @throws when the file cannot be read at all
 */
export async function inspectRegister(
  file: string,
  settings: Readonly<Record<string, string | undefined>>,
): Promise<Inspection> {
  const { register, draft, faults, gaps, placed } = await readFaultyRegister(file)
  const described: ColumnRef[] = []
  const compared: SourceId[] = []
  const notCompared: { source: SourceId; why: string }[] = []
  for (const { source, setting } of sqlSources(draft)) {
    const address = settings[setting]
    if (!address) {
      notCompared.push({ source, why: `${setting} is not set` })
      continue
    }
    try {
      described.push(...(await describe(source, setting, address)))
      compared.push(source)
    } catch (error) {
      notCompared.push({ source, why: error instanceof Error ? error.message : String(error) })
    }
  }
  const outlines = compared.map(source => outlineOf(draft, source))
  const differences = checkOutlines(outlines, described)
  // Opening says the rest (a key that is not unique); it would only repeat what is known when names differ already.
  const refusals = register && differences.length === 0 ? await refusalsOf(register, compared, settings) : []
  return { faults: inOrder([...faults, ...placed([...differences, ...refusals])]), gaps, compared, notCompared }
}

async function refusalsOf(
  register: Register,
  compared: readonly SourceId[],
  settings: Readonly<Record<string, string | undefined>>,
): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (const source of register.sources.filter(each => compared.includes(each.id))) {
    try {
      const opened = await openSources(
        { ...register, sources: [source] },
        { [source.setting]: settings[source.setting] ?? '' },
      )
      for (const each of opened.values()) await each.close()
    } catch (error) {
      const sentences = (error instanceof Error ? error.message : String(error)).split('\n')
      const cure = `Mend the register or the database: the portal does not start like this (see ${guide('tables')}).`
      const at = ['sources', source.id, 'tables']
      complaints.push(...sentences.map(message => ({ rule: 'sourceRefuses' as const, at, message, cure })))
    }
  }
  return complaints
}

const sqlSources = (draft: Draft) =>
  entries(draft.root, 'sources').flatMap(source => {
    const setting = text(source, 'setting')
    return text(source, 'kind') === 'sql' && setting ? [{ source: source.id, setting }] : []
  })

function describe(id: SourceId, setting: string, address: string): Promise<readonly ColumnRef[]> {
  const source = { id, label: { nl: id, en: id }, kind: 'sql' as const, setting, tables: [], withoutPersons: [] }
  return describeSources({ sources: [source] }, { [setting]: address })
}
