/** What the log says happened, newest first; each line with its number in the log. */
export type Line = {
  seq: string
  text: string
  when: string
  who: string
  proof: string
  /** Where its receipt is, and what the link says to who cannot see it. */
  receipt?: { href: string; name: string }
}

export const Timeline = ({ lines }: { lines: readonly Line[] }) => (
  <ol className="timeline">
    {lines.map(line => (
      <li key={line.seq}>
        <p className="step-title">{line.text}</p>
        <p className="step-note small">
          {line.when} · {line.who} ·{' '}
          {line.receipt ? (
            <a className="mono" href={line.receipt.href} aria-label={line.receipt.name} download>
              {line.proof}
            </a>
          ) : (
            <span className="mono">{line.proof}</span>
          )}
        </p>
      </li>
    ))}
  </ol>
)
