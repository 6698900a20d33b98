/** A plain table whose rows become cards on a narrow screen; each cell then says its column's name. */
import type { ReactNode } from 'react'

export type Cell = ReactNode | { content: ReactNode; number: true }

export const StackedTable = ({
  caption,
  columns,
  rows,
  framed = false,
}: {
  /** For who cannot see the heading above it. */
  caption: string
  columns: readonly string[]
  /** The first cell names the row. */
  rows: readonly { key: string; cells: readonly Cell[]; current?: boolean }[]
  framed?: boolean
}) => {
  const table = (
    <table className="table stacked">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key} className={row.current ? 'current' : undefined}>
            {row.cells.map((cell, index) => {
              const number = isNumber(cell)
              const shared = {
                'data-label': columns[index],
                children: <span>{number ? cell.content : cell}</span>,
              }
              return index === 0 ? (
                <th scope="row" key={index} {...shared} />
              ) : (
                <td key={index} className={number ? 'number' : undefined} {...shared} />
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return framed ? <div className="table-card">{table}</div> : table
}

const isNumber = (cell: Cell): cell is { content: ReactNode; number: true } =>
  typeof cell === 'object' && cell !== null && 'number' in cell
