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
  const at = (position: number) => `${round((position / days) * 100)}%`
  const shape = `ruler${mini ? ' ruler-mini' : ''}${tone === 'calm' ? '' : ` ruler-${tone}`}`
  const [tall, short, foot] = mini ? [10, 7, 12] : [24, 16, 42]
  return (
    <div className={shape} role="img" aria-label={name}>
      <svg aria-hidden="true" focusable="false">
        {Array.from({ length: days }, (_, index) => {
          const high = index % 2 === 0 ? tall : short
          const kind = `ruler-${index < used ? 'used' : 'left'}${index % 2 === 0 ? '' : '-soft'}`
          return <rect key={index} className={kind} x={at(index)} y={foot - high} width={at(1)} height={high} />
        })}
        <line className="ruler-end" x1="100%" x2="100%" y1={mini ? 0 : 8} y2={mini ? 14 : 50} />
        {!mini && (
          <>
            {numbers(days).map(value => (
              <text key={value} className="ruler-number" x={at(value - 0.5)} y={62}>
                {value}
              </text>
            ))}
            <svg x={at(used)} y="0" overflow="visible">
              <line className="ruler-today" x1="0" x2="0" y1="14" y2={foot + 2} />
              <path className="ruler-buoy" d="M-7 0 H7 V9 L0 16 L-7 9 Z" />
            </svg>
          </>
        )}
      </svg>
    </div>
  )
}

/** 1, every fifth (or more, on a long staff), and the last; those too near the last are left out. */
function numbers(days: number): readonly number[] {
  const step = days > 62 ? 15 : days > 35 ? 10 : 5
  const between = Array.from({ length: Math.floor(days / step) }, (_, index) => (index + 1) * step)
  return [...new Set([1, ...between.filter(value => days - value >= step * 0.6), days])]
}

const round = (value: number): number => Math.round(value * 1000) / 1000
