/** The rules by which a purpose may keep a value (Art. 5(1)(e) GDPR), as the register states them; `retention.ts` counts with them. */
import type { Duration } from './day.ts'

/** Facts that retention counts from. `subject` facts hold for the person, `row` facts for one record. */
export const subjectAnchors = [
  'agreementStart',
  'agreementEnd',
  'consentGiven',
  'consentWithdrawn',
  'lastContact',
] as const
export type SubjectAnchor = (typeof subjectAnchors)[number]
export const rowAnchors = [
  'copyCreated',
  'logCreated',
  'reportCreated',
  'reportClosed',
  'requestClosed',
  'answered',
] as const
export type RowAnchor = (typeof rowAnchors)[number]
export type Anchor = SubjectAnchor | RowAnchor

/** How long a purpose may keep a value (Art. 5(1)(e)). Days are clamped to month end and never rolled to a working day. */
export type Retention =
  /** While the condition holds, and then until `anchor` + `duration`; `endsAtOnceOn` ends it on that same day. */
  | {
      kind: 'whileAndAfter'
      while: 'agreementActive' | 'consentLive'
      anchor: Anchor
      duration: Duration
      endsAtOnceOn?: 'consentWithdrawn'
      /** Used when the person never had an agreement (AMB-09). */
      fallbackAnchor?: Anchor
    }
  /** At most until `anchor` + `duration`. */
  | { kind: 'maxAfter'; anchor: Anchor; duration: Duration }
  /** Until an event; `otherwise` holds when the event never started (a report that needs no follow-up). */
  | {
      kind: 'untilEvent'
      opened: RowAnchor | 'followUpOpened'
      until: RowAnchor
      otherwise: { anchor: RowAnchor; duration: Duration }
    }
  /** Keeps nothing alive: it may only use what another live purpose keeps (AMB-05). */
  | { kind: 'followHost' }
