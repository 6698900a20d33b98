/** A personal value. When somebody asked to hide them, the value never reaches the page: not for eyes, not for ears. */
import { createContext, useContext, type ReactNode } from 'react'

/** The word that is read instead, or null while values may be seen. */
export const HiddenContext = createContext<string | null>(null)

export const Value = ({ children, mono = false }: { children: ReactNode; mono?: boolean }) => {
  const hidden = useContext(HiddenContext)
  if (hidden === null)
    return (
      <span dir="auto" className={mono ? 'preserve mono' : 'preserve'}>
        {children}
      </span>
    )
  return (
    <span className="masked">
      <span aria-hidden="true">●●●●●●</span>
      <span className="sr-only">{hidden}</span>
    </span>
  )
}
