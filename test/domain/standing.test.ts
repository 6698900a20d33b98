import { describe, expect, test } from 'vitest'
import { checklist, leftToDo } from '#domain/checklist.ts'
import { machineAnswers, need, standing } from '#domain/standing.ts'
import type { Need, RequestFacts, Standing } from '#domain/subject-request.ts'

const at = '2026-11-22T10:00:00.000Z'
/** A letter that came in, and nothing happened yet. */
const received: RequestFacts = {
  right: 'access',
  channel: 'letter',
  received: at,
  answered: null,
  closed: null,
  merged: false,
  exportWanted: null,
  exportBuilt: null,
  exportFailedSources: 0,
  awaitingReview: 0,
  waitingForMember: false,
  identityKnown: true,
  hidden: 0,
  decided: false,
  secondNeeded: false,
  approved: false,
  letterWritten: false,
  letterQueued: false,
  secondLook: false,
}
const built: Partial<RequestFacts> = { exportWanted: at, exportBuilt: at }
const decided: Partial<RequestFacts> = { ...built, decided: true }

test.each<[string, Partial<RequestFacts>, Standing, Need]>([
  ['a letter from somebody we are not sure of', { identityKnown: false }, 'submitted', 'identity'],
  ['a letter asks for access and nobody has begun', {}, 'submitted', 'collect'],
  ['a copy is wanted', { exportWanted: at }, 'working', 'machine'],
  ['a source did not answer', { exportWanted: at, exportFailedSources: 1 }, 'working', 'sourceFailed'],
  ['items wait for release', { ...built, awaitingReview: 2 }, 'working', 'review'],
  [
    'a source failed and items wait',
    { exportWanted: at, exportFailedSources: 1, awaitingReview: 2 },
    'working',
    'sourceFailed',
  ],
  ['the copy is made and somebody must decide', built, 'working', 'decide'],
  ['it is refused before anybody searched', { decided: true }, 'working', 'write'],
  ['it is decided', decided, 'working', 'write'],
  ['a second person is needed, and the letter is not written', { ...decided, secondNeeded: true }, 'working', 'write'],
  [
    'a second person is needed, and the letter is there',
    { ...decided, secondNeeded: true, letterWritten: true },
    'working',
    'approve',
  ],
  [
    'the second person agreed',
    { ...decided, secondNeeded: true, letterWritten: true, approved: true },
    'working',
    'write',
  ],
  ['the letter can still be taken back', { ...decided, letterQueued: true }, 'working', 'machine'],
  ['the answer is there', { ...built, answered: at }, 'answered', 'nothing'],
  ['the person asks to look again', { ...built, answered: at, secondLook: true }, 'working', 'secondLook'],
  ['it is closed', { answered: at, closed: at }, 'closed', 'nothing'],
  ['it was withdrawn before an answer', { closed: at }, 'closed', 'nothing'],
  ['it repeats another one', { merged: true }, 'submitted', 'nothing'],
  [
    'we asked the member something',
    { exportWanted: at, waitingForMember: true, exportFailedSources: 1 },
    'question',
    'person',
  ],
  ['a right that the machine cannot do', { right: 'erasure' }, 'submitted', 'decide'],
  ['portability is for the machine too', { right: 'portability', exportWanted: at }, 'working', 'machine'],
])('%s', (_, change, word, needed) => {
  const facts = { ...received, ...change }
  expect([standing(facts), need(facts)]).toEqual([word, needed])
})

describe('a complete copy is the whole answer', () => {
  test.each<[string, Partial<RequestFacts>, boolean]>([
    ['for somebody who is signed in', { channel: 'portal' }, true],
    ['not for who wrote a letter', {}, false],
    ['not when something is kept back: that needs its reasons', { channel: 'portal', hidden: 1 }, false],
    ['not when somebody decided about it', { channel: 'portal', decided: true }, false],
    ['not for a right that is no copy', { channel: 'portal', right: 'objection' }, false],
  ])('%s', (_, change, alone) => {
    expect(machineAnswers({ ...received, ...change })).toBe(alone)
  })
})

describe('what must be done before it can be sent', () => {
  test.each<[string, Partial<RequestFacts>, number, readonly string[]]>([
    [
      'everything, for a letter that just came in',
      { identityKnown: false },
      0,
      ['identity', 'collect', 'decide', 'letter'],
    ],
    ['an open question blocks', { waitingForMember: true }, 0, ['question', 'collect', 'decide', 'letter']],
    ['what waits for a person', { ...built, awaitingReview: 1 }, 0, ['review', 'decide', 'letter']],
    ['a source that did not answer', { ...decided, exportFailedSources: 1, letterWritten: true }, 0, ['sources']],
    ['a letter that lacks a part that the law asks for', { ...decided, letterWritten: true }, 2, ['letter']],
    ['somebody else must agree', { ...decided, letterWritten: true, secondNeeded: true }, 0, ['approve']],
    ['a copy that answers by itself needs no decision and no letter', { channel: 'portal' }, 0, ['collect']],
    ['and is held up by what waits for a person', { ...built, channel: 'portal', awaitingReview: 1 }, 0, ['review']],
    ['nothing is searched for a right that is no copy', { right: 'erasure' }, 0, ['decide', 'letter']],
    ['nothing', { ...decided, letterWritten: true, secondNeeded: true, approved: true }, 0, []],
  ])('%s', (_, change, partsMissing, left) => {
    expect(leftToDo(checklist({ ...received, ...change }, partsMissing))).toEqual(left)
  })
})
