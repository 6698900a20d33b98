/** A note that staff write on a request: longest length, in characters. */
export const longestNote = 4_000
/** The reason of a decision, and what would change it: longest length each. */
export const longestReason = 4_000
/** A second person's note with their answer: longest length. */
export const longestApprovalNote = 2_000
