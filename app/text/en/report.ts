/** Sentences of the reports. */
export const report = {
  title: 'Reports',
} as const
