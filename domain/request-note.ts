/** A note that staff write on a request: longest length, in characters. */
export const longestNote = 4_000
