/**
 * What the server knows about this response and no loader can tell: the script's address, the nonce, and whether the
 * form that was sent has errors (then the title says so first).
 */
import { createContext, useContext } from 'react'

export type PageFrame = { script: string; nonce: string; failed: boolean }

export const PageFrameContext = createContext<PageFrame>({ script: '', nonce: '', failed: false })

export const usePageFrame = (): PageFrame => useContext(PageFrameContext)
