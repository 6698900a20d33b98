import { describe, expect, it } from 'vitest'
import { compose } from '#app/post/compose.ts'
import { letters } from '#app/post/letters.ts'
import type { Portal } from '#app/portal.ts'
import type { Letter } from '#db/mail.ts'
import { languages } from '#domain/language.ts'

const portal = {
  config: { baseUrl: 'https://privacy.example.nl' },
  register: { controller: { name: 'We Do Better', timeZone: 'Europe/Amsterdam' } },
} as Portal
const write = letters(portal)
const news = {
  reference: '7KF-2MX-9TB',
  right: 'access',
  received: '2026-11-22',
  standing: 'answered',
  answerBy: null,
  extended: null,
} as const
const copy = {
  news,
  bytes: 4_100_000,
  expiresAt: '2026-12-06T23:00:00.000Z',
  missing: ['Berichten'],
} as const

const about = { reference: '7KF-2MX-9TB', what: 'Kopie van je gegevens' } as const

const all = (language: 'nl' | 'en'): Letter[] => [
  write.signInCode(language, '012345', 'signIn'),
  write.signInCode(language, '012345', 'proof'),
  write.noAccount(language, 'member'),
  write.noAccount(language, 'staff'),
  write.newDevice(language, { device: 'Firefox op Windows', at: '2026-11-22T09:00:00.000Z' }),
  write.requestSubmitted(language, {
    ...about,
    standing: 'submitted',
    received: '2026-11-22',
    answerBy: '2026-12-22',
  }),
  write.question(language, { ...about, standing: 'question', answerBy: null, kind: 'identity', replyBy: '2026-12-06' }),
  write.question(language, { ...about, standing: 'question', answerBy: null, kind: 'clarify' }),
  write.question(language, { ...about, standing: 'working', answerBy: '2026-12-22', kind: 'clarify' }),
  write.question(language, { ...about, standing: 'question', answerBy: null, kind: 'identity', account: false }),
  write.answerIn(language, { ...about, standing: 'working', answerBy: '2026-12-22' }),
  write.message(language, { ...about, standing: 'working', answerBy: '2026-12-22' }),
  write.extended(language, { ...about, standing: 'working', answerBy: '2027-02-22', ground: 'complexity' }),
  write.extended(language, { ...about, standing: 'working', answerBy: '2027-02-22', ground: 'number', account: false }),
  write.decided(language, { ...about, standing: 'answered', answerBy: null }),
  write.erased(language, { ...about, standing: 'answered', answerBy: null }),
  write.security(language, { what: about.what, when: '2026-11-22T09:00:00.000Z' }),
  write.proveAddress(language, '012345'),
  write.copyReady(language, copy),
  write.copyPartlyReady(language, copy),
  write.copyExpires(language, copy),
]

describe.each(languages)('letters in %s', language => {
  it.each(all(language).map(letter => [letter.subject, letter] as const))('%s', (_subject, letter) => {
    const w = {
      nl: [/^Doe dit: /m, /^Je hoeft niets te doen\.$/m],
      en: [/^Do this: /m, /^You do not need to do anything\.$/m],
    }
    // What to do, or that nothing needs doing: exactly one of the two.
    expect(w[language].filter(line => line.test(letter.text))).toHaveLength(1)
    // No link that a trickster could copy, nothing remote, no script, no picture.
    for (const body of [letter.text, letter.html]) expect(body).not.toMatch(/https?:|<a |<img|<script|src=|url\(/)
    // The same words in both forms.
    const plain = letter.html
      .replace(/<head>.*?<\/head>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
    for (const line of letter.text.split('\n').map(text => text.replace(/^-- $/, '').trim())) {
      for (const part of line.split(': ')) expect(plain).toContain(part.trim())
    }
    expect(letter.html).toContain(`<html lang="${language}">`)
    expect(letter.subject.length).toBeLessThan(60)
    // Six digits in a row are always the code.
    if (letter.kind !== 'signInCode' && letter.kind !== 'proveAddress')
      expect(letter.text + letter.html).not.toMatch(/\d{6}/)
    else
      expect([...(letter.text + letter.html).matchAll(/\d{6}/g)].map(match => match[0])).toEqual(['012345', '012345'])
  })

  it('say the message in their first line', () => {
    const first = all(language).map(letter => letter.text.split('\n')[0])
    expect(first[0]).toContain('012345')
    expect(new Set(first).size).toBeGreaterThan(5)
  })
})

it('what somebody typed cannot become markup in a letter', () => {
  const letter = compose({ controller: '<b>&', site: 'x' }, 'newDevice', 'nl', {
    subject: '<script>',
    message: '"><img src=x onerror=alert(1)>',
    facts: [['<i>', "'&quot;"]],
  })
  expect(letter.html).not.toMatch(/<img|<script|<i>|<b>/)
})
