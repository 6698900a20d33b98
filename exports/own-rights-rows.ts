/** What a person changed, said, chose and stopped with their data, as rows of the portal's own file about them. */
import type { RestrictionScope } from '#domain/bar.ts'
import { noticeState } from '#domain/notice.ts'
import type { Value } from '#domain/item.ts'
import type { OwnRecords } from '#db/own-records.ts'
import type { Row } from './own-rows.ts'
import type { OwnTable } from './words.ts'

type RightsTable = Extract<
  OwnTable,
  'restrictions' | 'objections' | 'corrections' | 'statements' | 'freezes' | 'consents' | 'notices'
>

/** A value of any kind as text; of an empty one nothing. */
const typed = (value: Value): string | null => (value === null ? null : String(value))

export function rightsRows(records: OwnRecords): Record<RightsTable, Row[]> {
  return {
    restrictions: records.restrictions.map(each => ({
      key: each.id,
      at: each.since,
      values: {
        ground: each.ground,
        covers: coveredBy(each.scope),
        since: each.since,
        told_at: each.noticeAt,
        lift_reason: each.liftReason,
        lifted_at: each.lifted,
      },
    })),
    objections: records.objections.map(each => ({
      key: each.id,
      at: each.at,
      values: {
        purpose: each.purpose,
        situation: each.situation,
        at: each.at,
        outcome: each.outcome,
        decided_at: each.decided,
        balancing: each.balancing && Object.values(each.balancing).join('\n\n'),
        withdrawn_at: each.withdrawn,
      },
    })),
    corrections: records.corrections.map(each => ({
      key: each.id,
      at: each.askedAt,
      values: {
        value: `${each.table}.${each.column}`,
        // Kept for as long as it can be undone, or is being looked at.
        was: each.was && typed(each.was.value),
        wanted: each.wanted && typed(each.wanted.value),
        reason: each.because || null,
        asked_at: each.askedAt,
        applied_at: each.appliedAt,
        undone_at: each.undoneAt,
        stopped_at: each.stoppedAt,
        refused_at: each.outcome === 'refused' ? each.decidedAt : each.troubleAt,
      },
    })),
    statements: records.statements.map(each => ({
      key: each.id,
      at: each.at,
      values: {
        value: each.column === null ? each.table : `${each.table}.${each.column}`,
        text: each.text,
        at: each.at,
        removed_at: each.removedAt,
      },
    })),
    freezes: records.freezes.map(each => ({
      key: each.id,
      at: each.from,
      values: { since_at: each.from, until_at: each.until, ended_at: each.endedAt },
    })),
    consents: records.consents.map(({ choice, shown }) => {
      const text = shown.purposes.find(({ id }) => id === choice.purpose)
      return {
        key: choice.id,
        at: choice.at,
        values: {
          purpose: choice.purpose,
          answer: choice.given ? 'yes' : 'no',
          at: choice.at,
          way: choice.way,
          text: text ? [text.label, text.meaning, text.term, ...text.recipients].join('\n') : null,
          text_version: choice.textId,
          gpc: choice.gpc ? 'yes' : 'no',
        },
      }
    }),
    notices: records.notices.map(each => ({
      key: each.id,
      at: each.createdAt,
      values: {
        recipient: each.recipient,
        cause: each.cause,
        about: each.categories.join(', '),
        state: noticeState(each),
        created_at: each.createdAt,
        sent_at: each.sentAt,
        acknowledged_at: each.acknowledgedAt,
        reason: each.reason || null,
      },
    })),
  }
}

/** What a restriction covers, by the register's ids. */
const coveredBy = (scope: RestrictionScope): string =>
  'category' in scope
    ? scope.category
    : 'purpose' in scope
      ? scope.purpose
      : [scope.source, scope.table, scope.key, scope.column].filter(Boolean).join('/')
