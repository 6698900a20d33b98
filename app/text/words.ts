/** Every sentence people read, by language and part. A key that one language lacks is a type error (`Widen`). */
import type { Language } from '#domain/language.ts'
import { audit as auditEn } from './en/audit.ts'
import { choices as choicesEn } from './en/choices.ts'
import { clock as clockEn } from './en/clock.ts'
import { common as commonEn } from './en/common.ts'
import { correct as correctEn } from './en/correct.ts'
import { dialogue as dialogueEn } from './en/dialogue.ts'
import { download as downloadEn } from './en/download.ts'
import { form as formEn } from './en/form.ts'
import { intake as intakeEn } from './en/intake.ts'
import { letters as lettersEn } from './en/letters.ts'
import { log as logEn } from './en/log.ts'
import { logbook as logbookEn } from './en/logbook.ts'
import { mail as mailEn } from './en/mail.ts'
import { member as memberEn } from './en/member.ts'
import { notices as noticesEn } from './en/notices.ts'
import { object as objectEn } from './en/object.ts'
import { passkey as passkeyEn } from './en/passkey.ts'
import { post as postEn } from './en/post.ts'
import { queue as queueEn } from './en/queue.ts'
import { receipts as receiptsEn } from './en/receipts.ts'
import { report as reportEn } from './en/report.ts'
import { requests as requestsEn } from './en/requests.ts'
import { review as reviewEn } from './en/review.ts'
import { server as serverEn } from './en/server.ts'
import { settings as settingsEn } from './en/settings.ts'
import { signin as signinEn } from './en/signin.ts'
import { staff as staffEn } from './en/staff.ts'
import { templates as templatesEn } from './en/templates.ts'
import { told as toldEn } from './en/told.ts'
import { workbench as workbenchEn } from './en/workbench.ts'
import { audit } from './nl/audit.ts'
import { choices } from './nl/choices.ts'
import { clock } from './nl/clock.ts'
import { common } from './nl/common.ts'
import { correct } from './nl/correct.ts'
import { dialogue } from './nl/dialogue.ts'
import { download } from './nl/download.ts'
import { form } from './nl/form.ts'
import { intake } from './nl/intake.ts'
import { letters } from './nl/letters.ts'
import { log } from './nl/log.ts'
import { logbook } from './nl/logbook.ts'
import { mail } from './nl/mail.ts'
import { member } from './nl/member.ts'
import { notices } from './nl/notices.ts'
import { object } from './nl/object.ts'
import { passkey } from './nl/passkey.ts'
import { post } from './nl/post.ts'
import { queue } from './nl/queue.ts'
import { receipts } from './nl/receipts.ts'
import { report } from './nl/report.ts'
import { requests } from './nl/requests.ts'
import { review } from './nl/review.ts'
import { server } from './nl/server.ts'
import { settings } from './nl/settings.ts'
import { signin } from './nl/signin.ts'
import { staff } from './nl/staff.ts'
import { templates } from './nl/templates.ts'
import { told } from './nl/told.ts'
import { workbench } from './nl/workbench.ts'
import type { Widen } from './widen.ts'

const nl = {
  audit,
  choices,
  clock,
  common,
  correct,
  dialogue,
  download,
  form,
  intake,
  letters,
  log,
  logbook,
  mail,
  member,
  notices,
  object,
  passkey,
  post,
  queue,
  receipts,
  report,
  requests,
  review,
  server,
  settings,
  signin,
  staff,
  templates,
  told,
  workbench,
}

/** All parts in one language. */
export type AllWords = Widen<typeof nl>

const en: AllWords = {
  audit: auditEn,
  choices: choicesEn,
  clock: clockEn,
  common: commonEn,
  correct: correctEn,
  dialogue: dialogueEn,
  download: downloadEn,
  form: formEn,
  intake: intakeEn,
  letters: lettersEn,
  log: logEn,
  logbook: logbookEn,
  mail: mailEn,
  member: memberEn,
  notices: noticesEn,
  object: objectEn,
  passkey: passkeyEn,
  post: postEn,
  queue: queueEn,
  receipts: receiptsEn,
  report: reportEn,
  requests: requestsEn,
  review: reviewEn,
  server: serverEn,
  settings: settingsEn,
  signin: signinEn,
  staff: staffEn,
  templates: templatesEn,
  told: toldEn,
  workbench: workbenchEn,
}

const all: Readonly<Record<Language, AllWords>> = { nl, en }

/** All parts in one language: `words('nl').member.title`. */
export const words = (language: Language): AllWords => all[language]
