/** Bars with their words and figures beside them: a picture of a table that stands below it. SVG attributes only (CSP). */
export type Bars = readonly { label: string; value: number; shown: string }[]

export function BarChart({ bars, name }: { bars: Bars; name: string }) {
  const most = Math.max(...bars.map(({ value }) => value), 0)
  return (
    <ul className="bars" aria-label={name}>
      {bars.map(({ label, value, shown }) => (
        <li key={label}>
          <span className="bar-label">{label}</span>
          <svg className="bar" aria-hidden="true" focusable="false">
            <rect className="bar-room" width="100%" height="100%" />
            <rect
              className="bar-value"
              width={`${most > 0 ? Math.round((value / most) * 1000) / 10 : 0}%`}
              height="100%"
            />
          </svg>
          <span className="bar-shown mono">{shown}</span>
        </li>
      ))}
    </ul>
  )
}
