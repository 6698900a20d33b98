/** How a command ends: thrown with a code for scripts and one sentence for people (stderr). */
export class Exit extends Error {
  constructor(
    /** 0 all well · 1 failed · 2 the call was wrong · 10 and up: named in the command's help */
    readonly code: number,
    message = '',
  ) {
    super(message)
  }
}
