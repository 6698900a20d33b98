/** Who uses the portal: subjects (only a handle and their key in the source), staff, and how they are signed in. */
import type { StaffRole } from '#domain/staff-role.ts'
import type { Kit } from '../dialect.ts'

export type { StaffRole }
export type Audience = 'member' | 'staff'
export type Theme = 'auto' | 'light' | 'dark'

export const peopleTables = (k: Kit) => ({
  /** The handle (`id`) is what the audit log and every other table name; the key that leads to the person is only here. */
  subject: k.table(
    'subject',
    {
      id: k.text('id').primaryKey(),
      source: k.text('source').notNull(),
      key: k.text('key').notNull(),
      language: k.text('language').$type<'nl' | 'en'>().notNull(),
      theme: k.text('theme').$type<Theme>().notNull(),
      createdAt: k.instant('created_at').notNull(),
    },
    t => [k.uniqueIndex('subject_key').on(t.source, t.key)],
  ),
  staff: k.table(
    'staff',
    {
      id: k.text('id').primaryKey(),
      email: k.text('email').notNull(),
      name: k.text('name').notNull(),
      role: k.text('role').$type<StaffRole>().notNull(),
      language: k.text('language').$type<'nl' | 'en'>().notNull(),
      theme: k.text('theme').$type<Theme>().notNull(),
      /** TOTP secret, sealed with the portal's key (AES-256-GCM); null until set up. */
      totpSealed: k.bytes('totp_sealed'),
      /** Last time step used, so that a code works once. */
      totpStep: k.int('totp_step'),
      createdAt: k.instant('created_at').notNull(),
      disabledAt: k.instant('disabled_at'),
      /** `issuer subject` at the organisation's own sign-in (OIDC); null until used. */
      oidcSubject: k.text('oidc_subject'),
      /** Keyboard shortcuts in the queue; can be switched off (WCAG 2.1.4). */
      shortcuts: k.bool('shortcuts').notNull().default(true),
    },
    t => [k.uniqueIndex('staff_email').on(t.email), k.uniqueIndex('staff_oidc').on(t.oidcSubject)],
  ),
  /** Single-use links: staff set-up, and an operator's sign-in link. Only a hash of the token is kept. */
  signInLink: k.table('sign_in_link', {
    tokenHash: k.text('token_hash').primaryKey(),
    kind: k.text('kind').$type<'setup' | 'signIn'>().notNull(),
    audience: k.text('audience').$type<Audience>().notNull(),
    /** As in an attempt: a member's key in the source, or a staff member's id. */
    personId: k.text('person_id').notNull(),
    createdAt: k.instant('created_at').notNull(),
    expiresAt: k.instant('expires_at').notNull(),
    usedAt: k.instant('used_at'),
  }),
  /** One attempt to sign in or to prove oneself again; the mailed code belongs to it and to nothing else. */
  signInAttempt: k.table(
    'sign_in_attempt',
    {
      /** SHA-256 of the token in the browser's cookie: who reads this table cannot continue an attempt. */
      id: k.text('id').primaryKey(),
      /** `form`: a code to an address that is given on the public form; signs nobody in. */
      audience: k.text('audience').$type<Audience | 'form'>().notNull(),
      /** HMAC of the address, so that limits count without keeping it. */
      addressTag: k.text('address_tag').notNull(),
      /**
       * A member's key in the source (their handle may not exist yet), or a staff member's id.
       * Null when nobody is known by that address: the page is the same.
       */
      personId: k.text('person_id'),
      /** Set for a renewed proof within a session. */
      sessionId: k.text('session_id'),
      codeHash: k.text('code_hash').notNull(),
      createdAt: k.instant('created_at').notNull(),
      expiresAt: k.instant('expires_at').notNull(),
      tries: k.int('tries').notNull(),
      /** Mail code was right; staff then still need TOTP. */
      codeUsedAt: k.instant('code_used_at'),
      doneAt: k.instant('done_at'),
    },
    t => [k.index('sign_in_attempt_expires').on(t.expiresAt)],
  ),
  session: k.table(
    'session',
    {
      id: k.text('id').primaryKey(),
      tokenHash: k.text('token_hash').notNull(),
      audience: k.text('audience').$type<Audience>().notNull(),
      personId: k.text('person_id').notNull(),
      /** "Firefox on Windows", for the list of devices. No address, no full user agent. */
      device: k.text('device').notNull(),
      createdAt: k.instant('created_at').notNull(),
      seenAt: k.instant('seen_at').notNull(),
      expiresAt: k.instant('expires_at').notNull(),
      /** Last fresh proof (mail code or TOTP), for steps that ask for a recent one. */
      provenAt: k.instant('proven_at').notNull(),
      endedAt: k.instant('ended_at'),
    },
    t => [k.uniqueIndex('session_token').on(t.tokenHash), k.index('session_person').on(t.audience, t.personId)],
  ),
  /** A passkey (WebAuthn) of a staff member: the public half only. */
  passkey: k.table(
    'passkey',
    {
      /** The credential's own id, base64url. */
      id: k.text('id').primaryKey(),
      staffId: k.text('staff_id').notNull(),
      name: k.text('name').notNull(),
      publicKey: k.bytes('public_key').notNull(),
      counter: k.int('counter').notNull(),
      transports: k.json<readonly string[]>('transports').notNull(),
      createdAt: k.instant('created_at').notNull(),
      usedAt: k.instant('used_at'),
    },
    t => [k.index('passkey_staff').on(t.staffId)],
  ),
  /** Codes for when phone and passkey are gone: each works once; only a hash is kept. */
  recoveryCode: k.table(
    'recovery_code',
    {
      codeHash: k.text('code_hash').primaryKey(),
      staffId: k.text('staff_id').notNull(),
      createdAt: k.instant('created_at').notNull(),
      usedAt: k.instant('used_at'),
    },
    t => [k.index('recovery_code_staff').on(t.staffId)],
  ),
  /** What a browser must sign or bring back: a WebAuthn challenge, or one round of OIDC. Single use, a few minutes. */
  signInChallenge: k.table(
    'sign_in_challenge',
    {
      /** SHA-256 of the token in the browser's cookie. */
      id: k.text('id').primaryKey(),
      kind: k.text('kind').$type<'passkey' | 'passkeyNew' | 'oidc'>().notNull(),
      audience: k.text('audience').$type<Audience>().notNull(),
      /** Whom it is for, when that is known beforehand. */
      personId: k.text('person_id'),
      /** Challenge; for OIDC the sealed verifier, nonce and state. */
      secret: k.text('secret').notNull(),
      /** Where to go afterwards: a path of this portal. */
      next: k.text('next_path').notNull(),
      createdAt: k.instant('created_at').notNull(),
      expiresAt: k.instant('expires_at').notNull(),
      usedAt: k.instant('used_at'),
    },
    t => [k.index('sign_in_challenge_expires').on(t.expiresAt)],
  ),
  /** Counters for limits: how often `key` happened in the window that began at `since`. */
  rateLimit: k.table(
    'rate_limit',
    {
      key: k.text('key').primaryKey(),
      since: k.instant('since').notNull(),
      hits: k.int('hits').notNull(),
      expiresAt: k.instant('expires_at').notNull(),
    },
    t => [k.index('rate_limit_expires').on(t.expiresAt)],
  ),
  /** A staff member said why they open this request's personal data; holds for this session only. */
  lookPurpose: k.table(
    'look_purpose',
    {
      id: k.text('id').primaryKey(),
      sessionId: k.text('session_id').notNull(),
      requestId: k.text('request_id').notNull(),
      purpose: k.text('purpose').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.uniqueIndex('look_purpose_once').on(t.sessionId, t.requestId)],
  ),
  /** Every time personal data of a subject were shown to staff; written before the response. */
  look: k.table(
    'look',
    {
      id: k.text('id').primaryKey(),
      subjectId: k.text('subject_id').notNull(),
      requestId: k.text('request_id'),
      staffId: k.text('staff_id').notNull(),
      role: k.text('role').$type<StaffRole | 'system'>().notNull(),
      /** Which part was seen: a category id, or 'identity'. */
      part: k.text('part').notNull(),
      purpose: k.text('purpose').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.index('look_subject').on(t.subjectId, t.at), k.index('look_staff').on(t.staffId, t.at)],
  ),
  /** Somebody opened the data of unusually many people; once per window, shown to the officer. */
  manyOpened: k.table(
    'many_opened',
    {
      id: k.text('id').primaryKey(),
      staffId: k.text('staff_id').notNull(),
      window: k.text('window').$type<'hour' | 'day'>().notNull(),
      people: k.int('people').notNull(),
      /** The hour or day of the clock it was noted in, so that two at the same moment note it once. */
      slot: k.text('slot').notNull(),
      at: k.instant('at').notNull(),
    },
    t => [k.uniqueIndex('many_opened_once').on(t.staffId, t.window, t.slot), k.index('many_opened_at').on(t.at)],
  ),
})
