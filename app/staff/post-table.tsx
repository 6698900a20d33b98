/** The letters of one list. Neither address nor text: kind, request, moments, a code, and what can be done. */
import type { SerializeFrom } from '@remix-run/node'
import { number, recently } from '../text/dates.ts'
import { Button, Form } from '../ui/button.tsx'
import { StackedTable } from '../ui/table.tsx'
import { useWords } from '../ui/use-words.ts'
import type { PostLine, postView } from './post-view.ts'

export type PostPageView = SerializeFrom<typeof postView>
type Line = PostPageView['lines'][number]

export function PostTable({ view, csrf }: { view: PostPageView; csrf: string }) {
  const { w, language } = useWords()
  const { columns: c, ...p } = w.post
  const failed = view.list === 'failed'
  if (view.lines.length === 0) return <p className="card">{p.empty[view.list]}</p>
  const when = (at: PostLine['at']) => recently(at, view.now, language)
  const columns = [c.kind, c.request, c.written, failed ? c.failed : c.next, c.tries, c.why, c.act]
  return (
    <StackedTable
      framed
      caption={p.caption[view.list]}
      columns={columns}
      rows={view.lines.map(line => ({
        key: line.id,
        cells: [
          p.kind[line.kind],
          line.reference ? (
            <a key="request" className="mono" href={`/werkvoorraad/${line.reference}`}>
              {line.reference}
            </a>
          ) : (
            <span key="request" className="muted">
              {p.noRequest}
            </span>
          ),
          when(line.createdAt),
          failed ? when(line.at) : line.at <= view.now ? p.now : when(line.at),
          { content: number(line.attempts, language), number: true },
          <Why key="why" line={line} />,
          <Acts key="act" line={line} failed={failed} soon={line.at <= view.now} csrf={csrf} here={view.here} />,
        ],
      }))}
    />
  )
}

/** The kinds that are in this list, each a list of its own. */
export function PostKinds({ view }: { view: PostPageView }) {
  const { w, language } = useWords()
  const p = w.post
  if (view.kinds.length === 0) return null
  return (
    <nav className="post-kinds" aria-label={p.kindsLabel}>
      <ul>
        <li>
          <a href={view.whole} aria-current={view.kind === null ? 'true' : undefined}>
            {p.allKinds}
          </a>
        </li>
        {view.kinds.map(({ kind, count, href }) => (
          <li key={kind}>
            <a href={href} aria-current={kind === view.kind ? 'true' : undefined}>
              {p.kind[kind]} <span className="mono">{number(count, language)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Why = ({ line }: { line: Line }) => {
  const p = useWords().w.post
  if (!line.trouble) return <span className="muted">{p.firstTry}</span>
  return (
    <>
      {p.trouble[line.trouble.sort]} <span className="mono muted">{line.trouble.code}</span>
    </>
  )
}

const Acts = (props: { line: Line; failed: boolean; soon: boolean; csrf: string; here: string }) => {
  const { line, failed, soon, csrf, here } = props
  const p = useWords().w.post
  // Which one it is, for who hears a list of buttons.
  const which = <span className="sr-only"> ({p.about(p.kind[line.kind], line.reference ?? p.noRequest)})</span>
  if (!failed && soon) return null
  return (
    <Form csrf={csrf} action={here} className="row">
      <input type="hidden" name="mail" value={line.id} />
      {!failed && (
        <Button name="intent" value="hurry">
          {p.hurry}
          {which}
        </Button>
      )}
      {failed &&
        (line.resendable ? (
          <Button name="intent" value="resend">
            {p.resend}
            {which}
          </Button>
        ) : (
          <span className="muted">{p.oneTime}</span>
        ))}
      {failed && (
        <Button look="link" name="intent" value="aside">
          {p.aside}
          {which}
        </Button>
      )}
    </Form>
  )
}
