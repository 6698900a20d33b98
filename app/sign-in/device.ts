/** "Firefox on Windows": enough to recognise one's own device, and nothing more is kept of the user agent. */
import type { Language } from '#domain/language.ts'
import { words } from '../text/words.ts'

/** First match wins: browsers name their ancestors too. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]
/** Longest user agent that is looked at, in characters. */
const longest = 512

/** As it is stored: browser and system by name, empty when not recognised ("Firefox|Windows"). */
export function deviceOf(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, longest)
  const name = (list: typeof browsers) => list.find(([pattern]) => pattern.test(text))?.[1] ?? ''
  return `${name(browsers)}|${name(systems)}`
}

/** As people read it: "Firefox op Windows". */
export function deviceName(stored: string, language: Language): string {
  const [browser, system] = stored.split('|')
  const w = words(language).settings.devices
  return w.name(browser || w.unknownBrowser, system || w.unknownSystem)
}
