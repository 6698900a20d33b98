/** Where to go after a step, when the address itself says so (`?naar=`): only ever a path of this portal. */

/** Longest path that is followed, in characters. */
const longest = 512

/**
 * The path (with its query) that `wanted` names on this origin, or `otherwise`.
 * Refuses what a browser could read as another origin: `//host`, `\host`, control characters, schemes, user names.
 */
export function safePath(wanted: string | null | undefined, otherwise = '/'): string {
  if (!wanted || wanted.length > longest || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(wanted)) return otherwise
  const here = 'https://here.invalid'
  const url = URL.canParse(wanted, here) ? new URL(wanted, here) : null
  if (!url || url.origin !== here || url.pathname.startsWith('//')) return otherwise
  return url.pathname + url.search
}
