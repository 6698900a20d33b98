/** The settings, read from the environment once. The only file that looks at `process.env`. */
export type Config = {
  /** `demo` and `test` bind to loopback and write mail to files; `production` refuses weak settings. */
  mode: 'production' | 'demo' | 'test'
  /** Absolute path of run-time data: store, bundles, keys, demo mail. */
  dataDir: string
  host: string
  port: number
  /** Origin that people type, without a slash at the end; the only origin that forms are accepted from. */
  baseUrl: string
  /** `postgres://…`, or null for SQLite in `dataDir`. */
  databaseUrl: string | null
  /** At least 32 random bytes; keys for codes and seals are derived from it. */
  secret: Buffer
  /** `url` null: mail is written as .eml files to `dataDir/mail` (demo and test only). */
  mail: { url: string | null; from: string }
  registerFile: string
  /** Addresses of sources, by the setting's name in the register. */
  sources: Readonly<Record<string, string>>
  /** How many export workers this process starts. */
  workers: number
}
