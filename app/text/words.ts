/** Every sentence people read, by language and part. A key that one language lacks is a type error (`Widen`). */
import type { Language } from '#domain/language.ts'
import { audit as auditEn } from './en/audit.ts'
import { clock as clockEn } from './en/clock.ts'
import { common as commonEn } from './en/common.ts'
import { download as downloadEn } from './en/download.ts'
import { log as logEn } from './en/log.ts'
import { mail as mailEn } from './en/mail.ts'
import { member as memberEn } from './en/member.ts'
import { requests as requestsEn } from './en/requests.ts'
import { server as serverEn } from './en/server.ts'
import { settings as settingsEn } from './en/settings.ts'
import { signin as signinEn } from './en/signin.ts'
import { staff as staffEn } from './en/staff.ts'
import { audit } from './nl/audit.ts'
import { clock } from './nl/clock.ts'
import { common } from './nl/common.ts'
import { download } from './nl/download.ts'
import { log } from './nl/log.ts'
import { mail } from './nl/mail.ts'
import { member } from './nl/member.ts'
import { requests } from './nl/requests.ts'
import { server } from './nl/server.ts'
import { settings } from './nl/settings.ts'
import { signin } from './nl/signin.ts'
import { staff } from './nl/staff.ts'
import type { Widen } from './widen.ts'

const nl = { audit, clock, common, download, log, mail, member, requests, server, settings, signin, staff }

/** All parts in one language. */
export type AllWords = Widen<typeof nl>

const en: AllWords = {
  audit: auditEn,
  clock: clockEn,
  common: commonEn,
  download: downloadEn,
  log: logEn,
  mail: mailEn,
  member: memberEn,
  requests: requestsEn,
  server: serverEn,
  settings: settingsEn,
  signin: signinEn,
  staff: staffEn,
}

const all: Readonly<Record<Language, AllWords>> = { nl, en }

/** All parts in one language: `words('nl').member.title`. */
export const words = (language: Language): AllWords => all[language]
