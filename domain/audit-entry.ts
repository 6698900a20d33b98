/** What the audit log can say: a closed list of events, and who did it. Each has a sentence in both languages (`app/text`). */

export const auditEvents = [
  'log.opened',
  'payload.erased',
  'request.received',
  'request.assigned',
  'request.noted',
  'request.reviewReleased',
  'request.answered',
  'request.withdrawn',
  'export.wanted',
  'export.started',
  'export.built',
  'export.partial',
  'export.retried',
  'export.failed',
  'export.cancelled',
  'export.downloaded',
  'export.prolonged',
  'export.reminded',
  'export.removed',
  'export.madeByOperator',
  'data.looked',
  'data.lookPurposeStated',
  'signIn.codeSent',
  'signIn.codeRight',
  'signIn.succeeded',
  'signIn.refused',
  'signIn.linkMade',
  'signIn.ended',
  'signIn.endedEverywhere',
  'proof.renewed',
  'staff.added',
  'staff.setUp',
  'staff.disabled',
  'staff.roleChanged',
  'settings.changed',
  'subject.known',
  'mail.sent',
  'mail.failed',
] as const
export type AuditEvent = (typeof auditEvents)[number]

/** Who can do something that the log holds. */
export const actorKinds = ['member', 'staff', 'system', 'anon'] as const
/** `ref` is a random handle (a subject's or staff member's id), or a fixed word for the machine ("worker", "operator"). */
export type Actor = { kind: (typeof actorKinds)[number]; ref: string }
