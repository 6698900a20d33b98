/** What one page request works with: `app/server/request-context.ts` makes it, Remix hands it to loaders and actions. */
import type { Audience, StaffRole, Theme } from '#db/schema/people.ts'
import type { Instant } from '#domain/day.ts'
import type { Language } from '#domain/language.ts'
import type { Fault } from './sign-in/form.ts'
import type { Portal } from './portal.ts'
import type { Uploads } from './server/upload.ts'

export type { Audience, StaffRole, Theme }

/** Their own choice of language and theme; kept in the store, so that it follows them to another device. */
type Settings = { language: Language; theme: Theme }

export type MemberVisitor = {
  audience: 'member'
  /** The random handle; never the key in the source. */
  subjectId: string
  sessionId: string
  /** Last fresh proof of this session. */
  provenAt: Instant
  displayName: string
} & Settings

export type StaffVisitor = {
  audience: 'staff'
  staffId: string
  sessionId: string
  role: StaffRole
  name: string
  provenAt: Instant
  /** Keys of one letter work in the queue (WCAG 2.1.4). */
  shortcuts: boolean
} & Settings

/** Who asks, from the session cookie. */
export type Visitor = { audience: 'none' } | MemberVisitor | StaffVisitor

export type Context = {
  portal: Portal
  /** The one moment of this request. */
  now: Instant
  /** For every `<script>` and `<style>` of this response (CSP). */
  nonce: string
  /** From the person's settings, else the cookie, else Accept-Language, else Dutch. */
  language: Language
  theme: Theme
  /** Goes into every form as the hidden field `csrf`; the server checks it before a page's action runs. */
  csrf: string
  visitor: Visitor
  /** Address of the peer, for limits only; never logged or stored as it is. */
  peer: string
  /** Files of the form that is being answered, on pages that take them; kept nowhere yet. */
  uploads: Uploads
  /** In every log line of this request. */
  requestId: string
  /** `Set-Cookie` lines that the server adds to the response (made by `app/cookies.ts`). */
  setCookies: string[]
  /** Set by `requireFreshProof`: the form that came in waits for a fresh proof. */
  proofWanted?: boolean
  /** Only for the page that asks for that proof: the form that waits. */
  held?: Held
}

/** A form that waits for a fresh proof: where it goes, and its fields without the token. */
export type Held = {
  to: string
  fields: readonly (readonly [name: string, value: string])[]
  /** Why the proof that came along was refused. */
  fault: Fault | null
  typed: string
  /** Proved elsewhere meanwhile: only the last press is left. */
  proven: boolean
}
