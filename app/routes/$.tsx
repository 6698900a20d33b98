/** Every address that no other page has: not found, in the same frame and language as all pages. */
import { missing } from '../missing.ts'

export function loader(): never {
  throw missing()
}

export default function Missing() {
  return null
}
