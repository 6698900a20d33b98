/** Somebody who does not agree: where they can go and until when, and the folder that goes along (NL-07, M9). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditTrail } from '#db/audit/trail.ts'
import { record } from '#db/record.ts'
import { answerRequest, receiveRequest, type SubjectRequest } from '#db/subject-request.ts'
import { knowSubject } from '#db/subject.ts'
import type { Client } from '#test/client.ts'
import { engines } from '#test/engines.ts'
import { unzipped } from '#test/exports/unzipped.ts'
import { openWorld, type World } from '#test/world.ts'

const system = { kind: 'system', ref: 'operator' } as const
const scope = { categories: null, from: null, until: null, forms: ['access'] as const }

describe.each(engines)('a complaint on $name', engine => {
  let world: World
  let eva: Client
  beforeAll(async () => {
    world = await openWorld({ engine })
    eva = await world.enter('eva@voorbeeld.example')
  })
  afterAll(() => world.close())

  /** A request of Eva's that arrived at this moment, and was answered now if wished. */
  async function asked(receivedAt = world.clock.now, answered = false): Promise<SubjectRequest> {
    const { store, register, people } = world.portal
    const person = await people.locate({ email: 'eva@voorbeeld.example' })
    return record(store, world.clock.now, system, async ledger => {
      const { id } = await knowSubject(ledger, { source: people.id, key: person!.key, language: 'nl' })
      const as = { right: 'rectification', subjectId: id, channel: 'portal', scope, receivedAt } as const
      const request = await receiveRequest(ledger, register.controller, as)
      if (answered) await answerRequest(ledger, register.controller, request.id)
      return request
    })
  }

  it('can go to the authority at any time; the court’s six weeks are named as a day once there is an answer', async () => {
    const open = await eva.get(`/verzoeken/${(await asked()).reference}/klacht`)
    expect(open.status).toBe(200)
    expect(open.text).toContain('autoriteitpersoonsgegevens.nl')
    expect(open.text).toContain('We hebben nog tijd om te antwoorden.')
    expect(open.text).not.toContain('#nog-eens')
    const answered = await eva.get(`/verzoeken/${(await asked(undefined, true)).reference}/klacht`)
    expect(answered.text).toContain('autoriteitpersoonsgegevens.nl')
    expect(answered.text).toContain('#nog-eens')
    expect(answered.text).not.toContain('We hebben nog tijd om te antwoorden.')
    const late = await eva.get(`/verzoeken/${(await asked('2026-08-03T09:00:00.000Z')).reference}/klacht`)
    expect(late.text).not.toContain('We hebben nog tijd om te antwoorden.')
  })

  it('has a folder with everything about the request, for its owner only, and making it is recorded', async () => {
    const request = await asked(undefined, true)
    const at = `/verzoeken/${request.reference}/klachtmap`
    await eva.get(`/verzoeken/${request.reference}/klacht`)
    const made = await eva.post(at)
    expect([made.status, made.headers['content-type']]).toEqual([200, 'application/zip'])
    const folder = await mkdtemp(path.join(tmpdir(), 'inzage-complaint-'))
    await writeFile(path.join(folder, 'map.zip'), made.bytes)
    const files = await unzipped(path.join(folder, 'map.zip'))
    await rm(folder, { recursive: true })
    expect(files.size).toBeGreaterThan(2)
    expect([...files.values()].map(String).join('\n')).toContain(request.reference)
    const { read, t } = world.portal.store
    expect((await auditTrail(read, t, request.id)).map(each => each.type)).toContain('request.dossierMade')
    const sam = await world.enter('sam@voorbeeld.example')
    expect((await sam.get(`/verzoeken/${request.reference}/klacht`)).status).toBe(404)
    expect((await sam.post(at)).status).toBe(404)
  })
})
