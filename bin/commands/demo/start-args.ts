/** What `inzage demo` and `inzage demo start` take; apart, so that help needs nothing else. */
export const startArgs = {
  fresh: { type: 'boolean', default: false, description: 'Throw the last demo away and start anew' },
  members: { type: 'string', default: '500', valueHint: 'N', description: 'How many members, when it is made' },
} as const
