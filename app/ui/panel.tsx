/** Panels that open: the browser's own `<details>`, so that they work everywhere and find-in-page opens them. */
import type { ReactNode } from 'react'

export const Panels = ({ children }: { children: ReactNode }) => <div className="panels">{children}</div>

export const Panel = ({
  id,
  title,
  note,
  open = false,
  words,
  children,
}: {
  id?: string
  title: string
  note?: ReactNode
  open?: boolean
  words: { open: string; close: string }
  children: ReactNode
}) => (
  <details className="panel" id={id} open={open}>
    <summary>
      <h2 className="panel-title">{title}</h2>
      {note && <span className="panel-note">{note}</span>}
      <span className="panel-word" aria-hidden="true">
        <span className="panel-word-open">{words.open}</span>
        <span className="panel-word-close">{words.close}</span>
      </span>
    </summary>
    <div className="panel-body">{children}</div>
  </details>
)

/** A small one in running text: for who wants to know more. */
export const More = ({ title, children, open }: { title: ReactNode; children: ReactNode; open?: boolean }) => (
  <details className="more" open={open}>
    <summary>
      <span>{title}</span>
    </summary>
    <div className="more-body">{children}</div>
  </details>
)
