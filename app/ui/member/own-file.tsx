/** What the portal itself keeps: requests with notes, devices, and the way to who looked. */
import type { Language } from '#domain/language.ts'
import type { CategoryView } from '../../member/living-record.ts'
import type { OwnFileView } from '../../member/own-file.ts'
import { words } from '../../text/words.ts'
import { Fact, Facts } from '../blocks.tsx'
import { Value } from '../value.tsx'
import { Purposes } from './item.tsx'

export const OwnFile = ({
  category,
  own,
  language,
}: {
  category: CategoryView
  own: OwnFileView
  language: Language
}) => {
  const { common, member, requests } = words(language)
  const w = member.data
  return (
    <>
      <p>{category.meaning}</p>
      <ol className="records">
        {own.requests.map(request => (
          <li className="record" key={request.reference}>
            <h3 className="record-title">
              <a href={`/verzoeken/${request.reference}`}>{request.right}</a>{' '}
              <span className="mono muted">{request.reference}</span>
            </h3>
            <Facts>
              <Fact name={w.requestReceived}>{request.received}</Fact>
              <Fact name={w.requestChannel}>{request.channel}</Fact>
              {request.answered && <Fact name={w.requestAnswered}>{request.answered}</Fact>}
              {request.notes.map(note => (
                <Fact key={note.id} name={w.note}>
                  <Value>{note.text}</Value> <span className="muted">({note.at})</span>
                </Fact>
              ))}
            </Facts>
          </li>
        ))}
        {own.devices.map(device => (
          <li className="record" key={device.id}>
            <h3 className="record-title">{w.session}</h3>
            <Facts>
              <Fact name={w.device}>
                <Value>{device.device}</Value>
              </Fact>
              <Fact name={w.since}>{device.since}</Fact>
            </Facts>
          </li>
        ))}
      </ol>
      {own.requests.length === 0 && <p>{requests.none}</p>}
      <ul>
        {own.moreRequests && (
          <li>
            <a href="/verzoeken">{member.overview.tiles.requests.title}</a>
          </li>
        )}
        <li>
          <a href="/wie-heeft-gekeken">{member.looks.title}</a>
        </li>
        <li>
          <a href="/instellingen">{common.settings}</a>
        </li>
      </ul>
      {category.purposes && (
        <>
          <h3>{w.why}</h3>
          <Purposes purposes={category.purposes} caption={category.label} w={w} />
        </>
      )}
    </>
  )
}
