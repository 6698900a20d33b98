/** One entry of the log: what it says, its place and hash, and the signed log that holds it. */
import { checkpointCovering } from '#db/audit/cosignature.ts'
import { entryAt } from '#db/audit/search.ts'
import { listStaff } from '#db/staff.ts'
import { epochOf, readEntryName, entryName, seqOf } from '#domain/audit/epoch.ts'
import { may } from '#domain/staff-role.ts'
import type { Context, StaffVisitor } from '../context.ts'
import { vkeyOf } from '../receipt/vkey.ts'
import { logAddressOf } from './log-asked.ts'
import { shown } from './log-view.ts'

/** Null when there is no such entry. */
export async function entryView({ portal }: Context, staff: StaffVisitor, name: string) {
  const { store } = portal
  const place = readEntryName(name)
  const found = place === null ? null : await entryAt(store, place)
  if (!found || place === null) return null
  const [[line], covering, after] = await Promise.all([
    listStaff(store.read, store.t).then(everybody => shown(portal, { staff: everybody }, [found])),
    checkpointCovering(store.read, store.t, place),
    entryAt(store, place + 1),
  ])
  const opens = may(staff.role, 'seeData')
  return {
    line: line!,
    entry: found.entry,
    hash: found.hash,
    /** `closed`: not for this role. */
    payload: found.promised ? (found.payload === null ? 'erased' : opens ? 'shown' : 'closed') : 'none',
    payloadText: opens && found.payload !== null ? JSON.stringify(JSON.parse(found.payload), null, 2) : null,
    proof: covering && { size: covering.size, witnesses: linesUnder(covering.note) - 1 },
    vkey: vkeyOf(portal, epochOf(place)),
    older: seqOf(place) > 0 ? `/logboek/${entryName(place - 1)}` : null,
    newer: after && `/logboek/${entryName(place + 1)}`,
    same: {
      actor: logAddressOf(`actor:${found.actor.ref}`),
      action: logAddressOf(`actie:${found.type}`),
      request: line?.reference ? logAddressOf(`verzoek:${line.reference}`) : null,
    },
  } as const
}

/** Signatures under a note. */
const linesUnder = (note: string): number => note.split('\n').filter(line => line.startsWith('\u2014 ')).length
