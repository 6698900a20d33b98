/** What a log may say of an error: where and which kind. Messages stay out, they can quote what somebody typed or a row holds. */
const mostFrames = 12

export function faultOf(error: unknown): { fault: string; code?: string; at?: string[]; cause?: string } {
  if (!(error instanceof Error)) return { fault: typeof error }
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  const cause = error.cause instanceof Error ? (codeOf(error.cause) ?? error.cause.name) : undefined
  return { fault: error.name, code: codeOf(error), cause, at: frames.slice(0, mostFrames).map(line => line.trim()) }
}

/**
 * True when the same request may well succeed later: the disk is full, the store or a source cannot be reached or is
 * overrun. Then nothing was kept, and we say so (503) instead of claiming a bug.
 */
export function isPassing(error: unknown): boolean {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    if (passing.test(codeOf(each) ?? '')) return true
  }
  return false
}

/** SQLite's and the system's names; PostgreSQL classes 08 (connection), 53 (resources) and 57P (shutting down). */
const passing =
  /^(SQLITE_(FULL|BUSY|CANTOPEN|IOERR)\w*|ENOSPC|EDQUOT|EMFILE|ENFILE|ECONNREFUSED|ECONNRESET|ETIMEDOUT|(08|53)\w{3}|57P\w\w)$/

/** Short machine codes like ENOENT or 23505. */
const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? error.code : undefined
