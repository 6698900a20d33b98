import { expect, test } from 'vitest'
import { need, standing } from '#domain/standing.ts'
import type { Need, RequestFacts, Standing } from '#domain/subject-request.ts'

const at = '2026-11-22T10:00:00.000Z'
const received: RequestFacts = {
  right: 'access',
  received: at,
  answered: null,
  closed: null,
  exportWanted: null,
  exportBuilt: null,
  exportFailedSources: 0,
  awaitingReview: 0,
  waitingForMember: false,
}

test.each<[string, Partial<RequestFacts>, Standing, Need]>([
  ['a letter asks for access and nobody has begun', {}, 'submitted', 'answer'],
  ['a copy is wanted', { exportWanted: at }, 'working', 'machine'],
  ['a source did not answer', { exportWanted: at, exportFailedSources: 1 }, 'working', 'sourceFailed'],
  ['items wait for release', { exportWanted: at, exportBuilt: at, awaitingReview: 2 }, 'working', 'review'],
  [
    'a source failed and items wait',
    { exportWanted: at, exportFailedSources: 1, awaitingReview: 2 },
    'working',
    'sourceFailed',
  ],
  ['the copy is made and not handed over', { exportWanted: at, exportBuilt: at }, 'working', 'answer'],
  ['the answer is there', { exportWanted: at, exportBuilt: at, answered: at }, 'answered', 'nothing'],
  ['it is closed', { answered: at, closed: at }, 'closed', 'nothing'],
  ['it was withdrawn before an answer', { closed: at }, 'closed', 'nothing'],
  [
    'we asked the member something',
    { exportWanted: at, waitingForMember: true, exportFailedSources: 1 },
    'question',
    'person',
  ],
  ['a right that the machine cannot do', { right: 'erasure', exportWanted: at }, 'working', 'answer'],
  ['portability is for the machine too', { right: 'portability', exportWanted: at }, 'working', 'machine'],
])('%s', (_, change, word, needed) => {
  const facts = { ...received, ...change }
  expect([standing(facts), need(facts)]).toEqual([word, needed])
})
