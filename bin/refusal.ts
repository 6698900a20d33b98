/** Why a command cannot begin, as one sentence and an exit code that scripts can use. */
import { ConfigRefused } from '#app/config.ts'
import { NotOurs } from '#app/demo/folder.ts'
import { KeyRefused } from '#app/keys.ts'
import { SigningRefused } from '#db/audit/checkpoint.ts'
import { ForeignSignature } from '#db/audit/known.ts'
import { Exit } from './exit.ts'

/** EX_CONFIG of sysexits.h: starting again does not help, a person must change a setting. */
export const settingsRefused = 78
/** As `inzage audit verify` says it. */
const logRefused = { FORK: 12, ROLLBACK: 13, KNOWN_MISSING: 13 } as const

/** The same error, as an Exit where we know what it means. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof ConfigRefused || error instanceof KeyRefused) return new Exit(settingsRefused, error.message)
  if (error instanceof NotOurs) return new Exit(1, error.message)
  if (error instanceof Error && error.name === 'PagesMissing') return new Exit(1, error.message)
  if (error instanceof SigningRefused) return new Exit(logRefused[error.reason], `${error.reason}: ${error.message}`)
  if (error instanceof ForeignSignature) return new Exit(14, `SIGNATURE: ${error.message}`)
  if (!(error instanceof Error) || !('code' in error)) return error
  const at = 'port' in error ? ` ${String(error.port)}` : ''
  if (error.code === 'EADDRINUSE')
    return new Exit(1, `Port${at} is taken by another program. Choose another one: PORT=3001`)
  if (error.code === 'EACCES' && 'syscall' in error && error.syscall === 'listen') {
    return new Exit(1, `Port${at} needs more rights than this program has. Choose one above 1023: PORT=3000`)
  }
  return error
}
