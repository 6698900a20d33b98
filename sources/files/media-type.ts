/** What a file is by its first bytes: a name or a stored type may say anything. */
const signatures: readonly { type: string; starts: readonly number[] }[] = [
  { type: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/tiff', starts: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'image/tiff', starts: [0x4d, 0x4d, 0x00, 0x2a] },
]

export const longestSignature = 8

/** `application/octet-stream` for everything that we do not know for sure. */
export function mediaTypeOf(start: Uint8Array): string {
  const known = signatures.find(({ starts }) => starts.every((byte, i) => start[i] === byte))
  return known?.type ?? 'application/octet-stream'
}
