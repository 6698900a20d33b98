/** Sentences of the reports. */
import type { report as nl } from '../nl/report.ts'
import type { Widen } from '../widen.ts'

export const report: Widen<typeof nl> = {
  title: 'Reports',
  period: 'Period',
  show: 'Show',
  from: (from: string, until: string) => `From ${from} up to and including ${until}.`,
  headlines: {
    onTime: 'On time',
    late: 'Answered late',
    median: 'Half done within',
    received: 'Submitted',
    open: 'Open now',
  },
  nothing: 'Nothing yet',
  percent: (value: number) => `${value}%`,
  days: (count: string) => (count === '1' ? '1 day' : `${count} days`),
  seconds: (count: string) => `${count} s`,
  all: 'Together',
  age: (from: number, to: number | null) => (to === null ? `${from} days and older` : `${from} to ${to} days`),
  onTimeOf: (onTime: number, answered: number) => `${onTime} of ${answered} on time`,
  grounds: { complexity: 'Complex request', number: 'Many requests' },
  looks: { open: 'Not finished', stays: 'Decision stays', changed: 'Decision changed' },
  titles: {
    perRight: 'Per right',
    ages: 'Open requests by age',
    extensions: 'Extended, with the reason',
    sources: 'Sources, the slowest first',
    secondLooks: 'Looked at again',
  },
  columns: {
    perRight: {
      right: 'Right',
      received: 'Submitted',
      answered: 'Answered',
      onTime: 'On time',
      inOneMonth: 'Within 1 month',
      inThreeMonths: 'Within 3 months',
      median: 'Days (median)',
    },
    ages: { age: 'Age', open: 'Open', late: 'Late' },
    extensions: { ground: 'Reason', count: 'Count' },
    sources: {
      source: 'Source',
      copies: 'Copies',
      mean: 'Seconds on average',
      longest: 'Seconds at most',
      failed: 'No answer',
    },
    secondLooks: { outcome: 'Outcome', count: 'Count' },
  },
  asTable: 'Show as a table',
  csv: 'Fetch as CSV',
  pdf: 'Fetch the report as PDF',
  pdfTitle: (period: string) => `Report on requests ${period}`,
  file: 'report',
  howCounted:
    'On time means: answered on or before the last day in law, with pauses and extension. Within 1 month counts without pauses and extension. Withdrawn requests do not count.',
}
