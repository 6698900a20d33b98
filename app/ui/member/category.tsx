/** One category of the living record: its records, why we have them, and who else gets them. */
import type { CategoryView } from '../../member/living-record.ts'
import type { AllWords } from '../../text/words.ts'
import { Meanings, Purposes, Records, Rights } from './item.tsx'

type Words = AllWords['member']['data']

export const CategoryBody = ({ category, w, more }: { category: CategoryView; w: Words; more?: string | null }) => (
  <>
    <p>{category.meaning}</p>
    {category.review !== null && <p className="muted">{category.review || w.review}</p>}
    {category.closed && (
      <p>
        {w.closed} <a href="/downloaden">{w.closedWay}</a>
      </p>
    )}
    {category.count === null && <p className="error">{w.failed}</p>}
    {category.count === 0 && !category.closed && <p>{w.none}</p>}
    {category.items.length > 0 && <Records items={category.items} own={category.purposes === null} w={w} />}
    {more && (
      <p>
        <a href={`/gegevens/${category.id}`}>{more}</a>
      </p>
    )}
    {category.purposes && (category.closed || category.count !== 0) && (
      <>
        <h3>{w.why}</h3>
        <Purposes purposes={category.purposes} caption={category.label} w={w} />
        {category.rights && <Rights rights={category.rights} w={w} />}
      </>
    )}
    {category.kinds.length > 0 && <Meanings kinds={category.kinds} w={w} />}
    <h3>{w.recipients}</h3>
    {category.recipients.length === 0 ? (
      <p>{w.noRecipients}</p>
    ) : (
      <ul>
        {category.recipients.map(each => (
          <li key={each.name}>
            <strong>{each.name}</strong>: {each.what}
            {each.unnamed && <span className="muted"> {w.recipientUnknown}</span>}
            {each.country && <span className="muted"> {w.outside(each.country)}.</span>}
          </li>
        ))}
      </ul>
    )}
  </>
)
