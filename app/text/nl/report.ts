/** Sentences of the reports. */
export const report = {
  title: 'Rapporten',
} as const
