/** What a log may say of an error: where and which kind. Messages stay out, they can quote what somebody typed or a row holds. */
const mostFrames = 12

export function faultOf(error: unknown): { fault: string; code?: string; at?: string[]; cause?: string } {
  if (!(error instanceof Error)) return { fault: typeof error }
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  const cause = error.cause instanceof Error ? (codeOf(error.cause) ?? error.cause.name) : undefined
  return { fault: error.name, code: codeOf(error), cause, at: frames.slice(0, mostFrames).map(line => line.trim()) }
}

/** Short machine codes like ENOENT or 23505. */
const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? error.code : undefined
