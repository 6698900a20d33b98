/**
 * The tide staff: blocks for the days of a term, the buoy for today, the red line for the last day. It is a picture with
 * a name; the date always stands in text beside it. SVG attributes only: the CSP allows no inline style.
 */
export type Term = {
  /** Days from receipt to the last day. */
  total: number
  /** Days from receipt to today (or to the answer, when it was given). */
  day: number
}

type Props = Term & {
  /** Read out instead of the picture: "Dag 19 van 30. Antwoord uiterlijk op …". */
  name: string
  mini?: boolean
  tone?: 'calm' | 'soon' | 'late'
}

export function DayRuler({ total, day, name, mini = false, tone = day > total ? 'late' : 'calm' }: Props) {
  const days = Math.max(total, 1)
  const used = Math.min(Math.max(day, 0), days)
  const shape = `ruler${mini ? ' ruler-mini' : ''}${tone === 'calm' ? '' : ` ruler-${tone}`}`
  return (
    <div className={shape} role="img" aria-label={name}>
      {mini ? <Mini days={days} used={used} /> : <Full days={days} used={used} />}
    </div>
  )
}

type Days = { days: number; used: number }

function Full({ days, used }: Days) {
  const at = (position: number) => `${round((position / days) * 100)}%`
  const foot = 42
  return (
    <svg aria-hidden="true" focusable="false">
      {Array.from({ length: days }, (_, index) => {
        const high = index % 2 === 0 ? 24 : 16
        return (
          <rect key={index} className={kindOf(index, used)} x={at(index)} y={foot - high} width={at(1)} height={high} />
        )
      })}
      <line className="ruler-end" x1="100%" x2="100%" y1={8} y2={50} />
      {numbers(days).map(value => (
        <text key={value} className="ruler-number" x={at(value - 0.5)} y={62}>
          {value}
        </text>
      ))}
      <svg x={at(used)} y="0" overflow="visible">
        <line className="ruler-today" x1="0" x2="0" y1="14" y2={foot + 2} />
        <path className="ruler-buoy" d="M-7 0 H7 V9 L0 16 L-7 9 Z" />
      </svg>
    </svg>
  )
}

const kindOf = (index: number, used: number) =>
  `ruler-${index < used ? 'used' : 'left'}${index % 2 === 0 ? '' : '-soft'}`

/** The blocks of one kind in one path: fifty of these stand on a page, and an element for each day would be most of it. */
function Mini({ days, used }: Days) {
  const paths = new Map<string, string>()
  for (let index = 0; index < days; index++) {
    const kind = kindOf(index, used)
    const block = index % 2 === 0 ? `M${index} 2h1v10h-1z` : `M${index} 5h1v7h-1z`
    paths.set(kind, (paths.get(kind) ?? '') + block)
  }
  return (
    <svg aria-hidden="true" focusable="false">
      <svg viewBox={`0 0 ${days} 14`} preserveAspectRatio="none">
        {[...paths].map(([kind, d]) => (
          <path key={kind} className={kind} d={d} />
        ))}
      </svg>
      <line className="ruler-end" x1="100%" x2="100%" y1="0" y2="14" />
    </svg>
  )
}

/** 1, every fifth (or more, on a long staff), and the last; those too near the last are left out. */
function numbers(days: number): readonly number[] {
  const step = days > 62 ? 15 : days > 35 ? 10 : 5
  const between = Array.from({ length: Math.floor(days / step) }, (_, index) => (index + 1) * step)
  return [...new Set([1, ...between.filter(value => days - value >= step * 0.6), days])]
}

const round = (value: number): number => Math.round(value * 1000) / 1000
