/**
 * The AP-map (M9): everything about one request in a folder that can go along with a complaint: what happened, the letters,
 * the messages and the files that came with them, how the last day was counted, and the receipts that prove each step. Plain
 * text, and the letters as PDF. Made by the server only (`pdf.ts`).
 */
import { answersOf } from '#db/answer.ts'
import { auditTrail } from '#db/audit/trail.ts'
import { letterById } from '#db/letter.ts'
import { messagesOf } from '#db/message.ts'
import { fileOfSubject, type FileHead, filesOfLetters, filesOfMessages } from '#db/received-file.ts'
import { secondLookOf } from '#db/second-look.ts'
import { clockOf, type SubjectRequest } from '#db/subject-request.ts'
import { dayOf, type Instant } from '#domain/day.ts'
import { deadline } from '#domain/deadline.ts'
import { holidays } from '#domain/holidays.ts'
import type { Language } from '#domain/language.ts'
import { fileKinds, isFileKind } from '#domain/received-file.ts'
import { receiptFiles, receiptsOf } from '#exports/receipts.ts'
import type { Portal } from '../portal.ts'
import { signingOf } from '../server/checkpoints.ts'
import { longDay, moment, number } from '../text/dates.ts'
import { type AllWords, words } from '../text/words.ts'
import { letterPdf } from './pdf.ts'
import { plainLines } from './blocks.ts'
import { printed } from './printed.ts'

export type DossierFile = { path: string; content: Buffer }
/** The name of the folder, and what is in it, the reading guide first. */
export type Dossier = { name: string; files: readonly DossierFile[] }

export async function dossierOf(
  portal: Portal,
  row: SubjectRequest,
  { now, language }: { now: Instant; language: Language },
): Promise<Dossier> {
  const { store, register } = portal
  const { controller } = register
  const { dialogue, requests, common, audit, clock: sayClock } = words(language)
  const w = dialogue.dossier
  const [trail, messages, look, answers, letter, clock] = await Promise.all([
    auditTrail(store.read, store.t, row.id),
    messagesOf(store.read, store.t, row.id),
    secondLookOf(store.read, store.t, row.id),
    answersOf(store.read, store.t, row.id),
    letterById(store.read, store.t, row.letterId ?? ''),
    clockOf(store.read, store.t, controller, row),
  ])
  const term = deadline(clock, holidays(controller.holidays))
  const day = (at: Instant) => longDay(dayOf(at, controller.timeZone), language)

  const timeline = trail.map(entry =>
    [
      moment(entry.at as Instant, language),
      requests.who[entry.actor.kind],
      audit[entry.type],
      w.line(number(entry.seq, language)),
    ].join(' · '),
  )
  const came = await filesThatCame(portal, row, messages, w)
  const said = messages.map(each =>
    [
      `${moment(each.at, language)} · ${each.from === 'member' ? dialogue.fromYou : dialogue.fromUs}`,
      ...(dialogue.kind[each.kind] ? [dialogue.kind[each.kind]] : []),
      ...(each.text ? [each.text] : []),
      ...came.filter(file => file.messageId === each.id).map(file => file.line),
    ].join('\n'),
  )
  const arrived = letter && [
    ...[moment(letter.arrivedAt, language), letter.name, letter.email, letter.address].filter(Boolean),
    '',
    letter.text || w.noText,
    ...came.filter(file => file.letterId !== null).map(file => file.line),
  ]
  const again = look
    ? [
        `${moment(look.askedAt, language)} · ${w.lookAsked}\n${look.text}`,
        ...(look.decidedAt && look.outcome
          ? [
              `${moment(look.decidedAt, language)} · ${w.lookAnswer}\n${dialogue.lookOutcome[look.outcome]}\n${look.reason}`,
            ]
          : []),
      ]
    : []
  const files: DossierFile[] = [
    text(`${w.timeline}.txt`, timeline.join('\n')),
    text(`${w.term}.txt`, term.because.map(sayClock.step).join('\n')),
    ...(arrived ? [text(`${w.arrived}.txt`, arrived.join('\n'))] : []),
    text(`${w.messages}.txt`, [...said, ...again].join('\n\n') || w.noMessages),
  ]
  for (const [index, answer] of answers.entries()) {
    if (!answer.sentAt) continue
    const name = answers.length > 1 ? `${w.letter}-${index + 1}` : w.letter
    const paper = await printed(portal, row, { ...answer, at: answer.sentAt, draft: false })
    files.push(text(`${name}.txt`, plainLines(answer.text).join('\n')), {
      path: `${name}.pdf`,
      content: await letterPdf(paper),
    })
  }
  files.push(...came.flatMap(({ file }) => file ?? []))
  for (const [name, proof] of receiptFiles(await receiptsOf(store, signingOf(portal), row.id)))
    files.push({ path: `audit/${name}`, content: Buffer.from(proof) })
  const guide = [
    w.title(row.reference),
    '',
    w.made(moment(now, language)),
    '',
    `${w.from}: ${controller.name}, ${controller.email}`,
    `${w.what}: ${common.right[row.right]}`,
    `${w.received}: ${day(row.receivedAt)}`,
    `${w.answerBy}: ${term.answerBy ? longDay(term.answerBy, language) : '–'}`,
    `${w.answered}: ${row.answeredAt ? day(row.answeredAt) : w.notAnswered}`,
    `${w.authority}: ${controller.supervisoryAuthority.name}, ${controller.supervisoryAuthority.url}`,
    '',
    `${w.files}:`,
    ...files.filter(({ path }) => !path.startsWith('audit/')).map(({ path }) => `- ${path}`),
    `- audit/: ${w.proofs}`,
  ]
  return { name: `${w.folder}-${row.reference}`, files: [text(`${w.readMe}.txt`, guide.join('\n')), ...files] }
}

/** Bytes of files that one folder takes; what is beyond is named in it and not put in. */
const mostBytes = 40_000_000

/** What came in with the request and its messages, under names of our own vocabulary, each with its line in the text. */
async function filesThatCame(
  { store }: Pick<Portal, 'store'>,
  row: SubjectRequest,
  messages: readonly { id: string }[],
  w: AllWords['dialogue']['dossier'],
) {
  const { read, t } = store
  const heads = [
    ...(await filesOfLetters(read, t, row.letterId ? [row.letterId] : [])),
    ...(await filesOfMessages(
      read,
      t,
      messages.map(each => each.id),
    )),
  ]
  let bytes = 0
  const came: (Pick<FileHead, 'letterId' | 'messageId'> & { line: string; file: DossierFile | null })[] = []
  for (const [index, head] of heads.entries()) {
    const { letterId, messageId, name, mediaType, sha256 } = head
    const path = `${w.folderOfFiles}/${String(index + 1).padStart(4, '0')}.${isFileKind(mediaType) ? fileKinds[mediaType] : 'bin'}`
    const fits = (bytes += head.bytes) <= mostBytes
    const kept = fits ? await fileOfSubject(read, t, head.id, row.subjectId) : null
    const file = kept && { path, content: Buffer.from(kept.content) }
    came.push({ letterId, messageId, file, line: w.file(name, file ? path : w.fileLeftOut, sha256) })
  }
  return came
}

/** Text that every editor opens with its accents, also on Windows. */
const text = (path: string, content: string): DossierFile => ({
  path,
  content: Buffer.from(`\uFEFF${content.replaceAll('\n', '\r\n')}\r\n`, 'utf8'),
})
