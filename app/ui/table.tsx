/** A plain table whose rows become cards on a narrow screen; each cell then says its column's name. */
import type { ReactNode } from 'react'

export type Cell = ReactNode | { content: ReactNode; number: true }

export const StackedTable = ({
  caption,
  columns,
  rows,
  framed = false,
  names = 0,
}: {
  /** For who cannot see the heading above it. */
  caption: string
  columns: readonly (string | { name: string; content: ReactNode })[]
  rows: readonly { key: string; cells: readonly Cell[]; current?: boolean }[]
  framed?: boolean
  /** Which cell names the row; the first, unless said. */
  names?: number
}) => {
  const table = (
    <table className="table stacked">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th scope="col" key={nameOf(column)}>
              {typeof column === 'string' ? column : column.content}
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
                'data-label': nameOf(columns[index] ?? ''),
                children: <span>{number ? cell.content : cell}</span>,
              }
              return index === names ? (
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

const nameOf = (column: string | { name: string }): string => (typeof column === 'string' ? column : column.name)

const isNumber = (cell: Cell): cell is { content: ReactNode; number: true } =>
  typeof cell === 'object' && cell !== null && 'number' in cell
