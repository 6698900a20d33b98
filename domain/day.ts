/**
 * Days and instants, the two ways this house speaks of time.
 *
 * A `Day` is a civil date in the controller's time zone (Europe/Amsterdam); terms of the law are counted in days.
 * An `Instant` is a moment, always UTC with milliseconds, so that text order is time order in both store engines.
 */
export type Day = `${number}-${number}-${number}`
export type Instant = `${string}T${string}Z`
/** An ISO 8601 calendar duration as the register writes it: `P2Y`, `P6M`, `P14D`. */
export type Duration = `P${string}`
