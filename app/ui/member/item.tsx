/** One stored record: its values, where they come from, until when they stay, and why. */
import type { ItemView, PurposeView } from '../../member/item-view.ts'
import type { CategoryView } from '../../member/living-record.ts'
import type { AllWords } from '../../text/words.ts'
import { Fact, Facts } from '../blocks.tsx'
import { More } from '../panel.tsx'
import { StackedTable } from '../table.tsx'
import { Tag } from '../tag.tsx'
import { Value } from '../value.tsx'
import { Change, ChangeState } from './change.tsx'

type Words = AllWords['member']['data']

/** `own`: purposes and rights stand with each record, because they differ from record to record. */
export const Records = ({ items, own, w }: { items: readonly ItemView[]; own: boolean; w: Words }) => (
  <ol className="records">
    {items.map(item => (
      <li className="record" key={item.key}>
        <Record item={item} own={own} w={w} />
      </li>
    ))}
  </ol>
)

const Record = ({ item, own, w }: { item: ItemView; own: boolean; w: Words }) => (
  <>
    <h3 className="record-title">
      {item.title}
      {item.at && <span className="muted"> · {item.at}</span>}
    </h3>
    {item.role && <p className="muted small">{item.role}</p>}
    <RecordFacts item={item} w={w} />
    {own && (
      <More title={w.whyItem}>
        <Purposes purposes={item.purposes} caption={item.title} w={w} />
        <Rights rights={item.rights} w={w} />
      </More>
    )}
  </>
)

/** The values of one record with their origin, its files, until when it stays, and what was left out. */
export const RecordFacts = ({ item, w }: { item: ItemView; w: Words }) => (
  <>
    <Facts>
      {item.values.map(value => (
        <Fact key={value.id} name={value.label}>
          <span className="value-line">
            {value.empty ? <span className="muted">{value.text}</span> : <Value mono={value.mono}>{value.text}</Value>}
            <span className="value-side">
              {!value.empty && <span className="muted small origin">{value.origin}</span>}
              {value.change && <Change change={value.change} label={value.label} />}
            </span>
          </span>
          {value.change?.state && <ChangeState change={value.change} label={value.label} />}
          {value.cut && <span className="hint small">{w.cut}</span>}
        </Fact>
      ))}
      {item.files.length > 0 && (
        <Fact name={w.files}>
          {item.files.map(file => (
            <div key={file.name}>
              <Value>{file.name}</Value> {file.size && <span className="muted">({file.size})</span>}
            </div>
          ))}
        </Fact>
      )}
      <Fact name={w.keptUntil}>{item.keptUntil}</Fact>
    </Facts>
    {item.redacted.map(each => (
      <p className="muted small" key={each.article + each.text}>
        {each.text} ({each.article})
      </p>
    ))}
  </>
)

export const Rights = ({ rights, w }: { rights: readonly string[]; w: Words }) => (
  <p>
    <strong>{w.rights}:</strong> {rights.join(', ')}. {w.rightsHow}
  </p>
)

/** What each value means: once per kind of record. */
export const Meanings = ({ kinds, w }: { kinds: CategoryView['kinds']; w: Words }) => (
  <More title={w.meanings}>
    {kinds.map(kind => (
      <StackedTable
        key={kind.label}
        caption={kind.label}
        columns={[kind.label, w.means]}
        rows={kind.values.map(value => ({ key: value.id, cells: [value.label, value.meaning] }))}
      />
    ))}
  </More>
)

/** Waarvoor, mag omdat, hoe lang. */
export const Purposes = ({ purposes, caption, w }: { purposes: readonly PurposeView[]; caption: string; w: Words }) =>
  purposes.length === 0 ? (
    <p>{w.term.nothing}</p>
  ) : (
    <StackedTable
      caption={w.whyCaption(caption)}
      columns={[w.columns.purpose, w.columns.basis, w.columns.term]}
      rows={purposes.map(each => ({
        key: each.id,
        cells: [
          each.label,
          <span key="basis">
            <span className="basis">{each.basis}</span>
            <span className="muted small">{each.article}</span>
            {each.interest && (
              <More title={w.interest}>
                <p>{each.interest}</p>
              </More>
            )}
          </span>,
          <span key="term">
            {each.stopped && (
              <>
                <Tag tone="turn">{each.stopped}</Tag>{' '}
              </>
            )}
            {each.term}
            {each.object && ' '}
            {each.object && (
              <a className="small" href={each.object}>
                {w.objectHere}
                <span className="sr-only">: {each.label}</span>
              </a>
            )}
          </span>,
        ],
      }))}
    />
  )
