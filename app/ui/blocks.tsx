/** The blocks a page is laid with: card, notice, facts, tiles, heading with a kicker. */
import type { ReactNode } from 'react'

/** A white block with an own heading. */
export const Card = ({
  title,
  tag,
  children,
  id,
}: {
  title?: string
  tag?: ReactNode
  children: ReactNode
  id?: string
}) => (
  <section className="card" id={id} aria-labelledby={title && id ? `${id}-title` : undefined}>
    {title && (
      <div className="card-head">
        <h2 id={id ? `${id}-title` : undefined}>{title}</h2>
        {tag}
      </div>
    )}
    {children}
  </section>
)

/** Something to notice: to do (`turn`), went well, went wrong, or good to know. */
export const Notice = ({
  tone = 'turn',
  title,
  children,
  live = false,
}: {
  tone?: 'turn' | 'done' | 'error' | 'info'
  title?: string
  children?: ReactNode
  /** Read out when the page opens: the result of what somebody just did. */
  live?: boolean
}) => (
  <div className={tone === 'turn' ? 'notice' : `notice notice-${tone}`} role={live ? 'status' : undefined}>
    {title && <h2>{title}</h2>}
    {children}
  </div>
)

/** Names with their values. */
export const Facts = ({ children, tight = false }: { children: ReactNode; tight?: boolean }) => (
  <dl className={tight ? 'facts facts-tight' : 'facts'}>{children}</dl>
)

export const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <div className="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

/** Ways to go from here; the whole tile can be clicked. */
export const Tiles = ({ tiles }: { tiles: readonly { href: string; title: string; text: string }[] }) => (
  <ul className="tiles">
    {tiles.map(tile => (
      <li className="tile" key={tile.href}>
        <a className="tile-link" href={tile.href}>
          {tile.title}
        </a>
        <p>{tile.text}</p>
      </li>
    ))}
  </ul>
)

/** The page's name, with a small line above it. */
export const Heading = ({ kicker, children }: { kicker?: ReactNode; children: ReactNode }) => (
  <>
    {kicker && <p className="kicker">{kicker}</p>}
    <h1>{children}</h1>
  </>
)
