/** What the queue is asked in tests: all that is open, on the day of the tests, unless said otherwise. */
import type { QueueFilter } from '#db/queue-filter.ts'

export const asked = (part: Partial<QueueFilter> = {}): QueueFilter => ({
  among: 'open',
  today: '2026-11-22',
  answeredSince: '2026-11-08T00:00:00.000Z',
  rights: null,
  channels: null,
  needs: null,
  owners: null,
  lastDay: [],
  nominalUntil: null,
  late: null,
  labels: [],
  references: [],
  words: [],
  ...part,
})
