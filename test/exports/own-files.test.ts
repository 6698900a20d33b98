/** A person's own bundle holds what they sent us and what we wrote to them, as it is, and of nobody else (ACC-02); on both engines. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queueAnswer, sendAnswer, answerOf } from '#db/answer.ts'
import { copyIsHeld } from '#db/held-copy.ts'
import { decide } from '#db/decision.ts'
import { exportsOf, wantExport } from '#db/export.ts'
import { fileLetter } from '#db/letter.ts'
import { saveDraft } from '#db/letter-draft.ts'
import { receiveReply } from '#db/message.ts'
import { newHandle } from '#db/random.ts'
import { addFile } from '#db/received-file.ts'
import { type Ledger, record } from '#db/record.ts'
import { answerPlanOf } from '#db/request-facts.ts'
import { knowStranger } from '#db/subject.ts'
import { receiveRequest } from '#db/subject-request.ts'
import { dayOf } from '#domain/day.ts'
import { planHash } from '#domain/decision.ts'
import { placeOf } from '#exports/vault.ts'
import { engines } from '../engines.ts'
import { everything, type Office, openOffice } from './office.ts'
import { jsonOf, unzipped } from './unzipped.ts'

const handler = newHandle()
const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex')
type Listed = { files: { path: string; sha256: string }[] }

describe.each(engines)('on $name', engine => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ engine, members: 20, records: 40 })
  })
  afterAll(() => office.close())

  const change = <T>(body: (ledger: Ledger) => Promise<T>) => {
    office.clock.forward(1)
    return record<T>(office.store, office.clock.now, { kind: 'staff', ref: handler }, body)
  }
  const counting = () => office.register.controller
  const file = (text: string) => {
    const content = Buffer.from(`%PDF-1.7 ${text}`)
    return { name: `${text}.pdf`, mediaType: 'application/pdf', sha256: sha(content), content, by: null }
  }
  const bundleOf = async (requestId: string) => {
    const [job] = await exportsOf(office.store.read, office.store.t, requestId)
    return unzipped(placeOf(office.folder, job!.file!).final)
  }
  /** A letter of this person with a scan, a message with a file, and an answer that was sent. */
  async function story(subjectId: string, word: string) {
    const letter = {
      subjectId,
      name: 'A. Schrijver',
      email: `${word}@post.example`,
      address: '',
      language: 'nl',
      text: '',
      channel: 'letter',
      arrivedAt: office.clock.now,
      filedBy: handler,
      onBehalf: null,
      behalfName: null,
      authority: null,
    } as const
    const asked = await change(async ledger => {
      const known = { method: 'callBack', note: '', by: handler } as const
      const filed = await fileLetter(ledger, counting(), letter, ['rectification'], known, [])
      await addFile(ledger, file(`scan-${word}`), { letterId: filed.letter.id })
      return filed.requests[0]!
    })
    await change(async ledger => {
      const day = dayOf(office.clock.now, counting().timeZone)
      const { id } = await receiveReply(ledger, counting(), { requestId: asked.id, text: 'Hier is het.', day })
      await addFile(ledger, file(`bericht-${word}`), { messageId: id, requestId: asked.id })
    })
    const whole = { category: null, item: null, ground: null, reason: '', wouldChange: '', until: null } as const
    await change(ledger => decide(ledger, counting(), asked, { ...whole, outcome: 'give' }, handler))
    const draft = {
      requestId: asked.id,
      language: 'nl',
      text: `Beste ${word}, het is klaar.`,
      staffId: handler,
    } as const
    await change(ledger => saveDraft(ledger, counting(), draft))
    const plan = planHash(await answerPlanOf(office.store.read, office.store.t, asked.id))
    const sending = {
      requestId: asked.id,
      planHash: plan,
      partsMissing: 0,
      language: 'nl',
      way: 'page',
      staffId: handler,
    }
    await change(ledger => queueAnswer(ledger, counting(), sending as Parameters<typeof queueAnswer>[2]))
    office.clock.forward(31)
    const answer = await answerOf(office.store.read, office.store.t, asked.id)
    await change(ledger => sendAnswer(ledger, counting(), answer!, draft.text))
    return asked
  }

  it('what came in and the letters that went out are in it, with their hash, linked from the page', async () => {
    const eva = await office.ask('eva@voorbeeld.example')
    const sam = await office.ask('sam@voorbeeld.example')
    await story(eva.subjectId, 'eva')
    await story(sam.subjectId, 'sam')
    await office.work()
    const files = await bundleOf(eva.request.id)
    const { files: listed } = jsonOf<Listed>(files, 'manifest.json')
    for (const word of ['scan-eva', 'bericht-eva']) {
      const [path] = [...files].find(([, content]) => content.equals(file(word).content)) ?? ['']
      expect(path).toMatch(/^bijlagen\/\d{4}-[a-z_]+\.pdf$/)
      expect(listed.find(each => each.path === path)?.sha256).toBe(file(word).sha256)
      expect(files.get('LEES-MIJ-EERST.html')!.toString()).toContain(`href="${path}"`)
    }
    const papers = [...files].filter(([name, content]) => name.endsWith('.pdf') && content.includes('/StructTreeRoot'))
    expect(papers).toHaveLength(1)
    expect(files.get('LEES-MIJ-EERST.html')!.toString()).toContain(`href="${papers[0]![0]}"`)
    // Nothing of anybody else, by name or by content.
    for (const [name, content] of files) {
      expect(name).not.toContain('sam')
      expect(content.includes('scan-sam') || content.includes('bericht-sam'), name).toBe(false)
    }
  })

  it('somebody whom no source knows gets what they sent us and what we answered', async () => {
    const { subject, request } = await change(async ledger => {
      const subject = await knowStranger(ledger, 'nl')
      const ask = { right: 'access', subjectId: subject.id, channel: 'form', scope: everything } as const
      const request = await receiveRequest(ledger, counting(), ask)
      const wish = { requestId: request.id, subjectId: subject.id, scope: everything, language: 'nl' } as const
      await wantExport(ledger, wish)
      return { subject, request }
    })
    await story(subject.id, 'wie')
    await office.work()
    const files = await bundleOf(request.id)
    expect([...files.values()].some(content => content.equals(file('scan-wie').content))).toBe(true)
    expect(await copyIsHeld(office.store.read, office.store.t, request.id)).toBe(true)
  })
})
