/** The texts that come with the program: each says what the law asks, in plain words, in every case it can be in. */
import { beforeAll, describe, expect, it } from 'vitest'
import { plainLines } from '#app/letter/blocks.ts'
import { liveOn } from '#app/letter/live.ts'
import { filledIn } from '#app/letter/marks.ts'
import { unsaid } from '#app/letter/parts.ts'
import { standardTemplate } from '#app/letter/standard.ts'
import { madeUp, templateTrouble } from '#app/letter/template-check.ts'
import { renderTemplate } from '#app/letter/template.ts'
import { measure, wanted } from '#app/text/meter.ts'
import { languages } from '#domain/language.ts'
import { letterKinds } from '#domain/letter.ts'
import type { Register } from '#domain/register.ts'
import { readRegister } from '#sources/register/read.ts'

let register: Register
beforeAll(async () => {
  const read = await readRegister('sources/we-do-better/register.yaml')
  if (!('register' in read)) throw new Error('the register cannot be read')
  register = read.register
})
const where = () => ({ register, site: 'privacy.example.nl' })
const kinds = languages.flatMap(language => letterKinds.map(kind => ({ ...kind, language })))

describe.each(kinds)('$right, $outcome, in $language', kind => {
  const { right, outcome, language } = kind
  const template = standardTemplate(right, outcome, language)

  it('says all that the law asks, in time and late, with and without something kept back', () => {
    expect(templateTrouble(where(), kind, template)).toBeNull()
  })

  it('reads easily', () => {
    for (const late of [false, true]) {
      const { facts } = madeUp(where(), kind, late, outcome === 'partly')
      const made = renderTemplate(template, facts)
      if ('fault' in made) throw new Error(made.fault.because)
      const text = filledIn(
        made.text,
        liveOn('2026-11-24', language, { name: 'Eva Jansen', bundleUntil: '2026-12-08' }),
      )
      expect(text).not.toMatch(/\{[{%]/)
      const meter = measure(plainLines(text), language)
      expect(meter.long, text).toEqual([])
      expect(meter.mean).toBeLessThanOrEqual(wanted.mean)
      expect(meter.score, text).toBeGreaterThanOrEqual(wanted.score)
    }
  })
})

it('what is missing is found: every line that holds a part, left out, makes its letter incomplete', () => {
  let tried = 0
  for (const kind of kinds) {
    const { facts, is } = madeUp(where(), kind, false, false)
    const made = renderTemplate(standardTemplate(kind.right, kind.outcome, kind.language), facts)
    if ('fault' in made) throw new Error(made.fault.because)
    const whole = made.text
    for (const line of [
      '{{ court_until }}',
      facts.authority,
      facts.contact,
      facts.reference,
      ...facts.refused.map(each => each.because),
    ]) {
      if (!whole.includes(line)) continue
      tried++
      expect(
        unsaid(whole.replaceAll(line, ''), { is, facts }, kind.language),
        `${kind.right} ${kind.outcome}: ${line}`,
      ).not.toEqual([])
    }
  }
  expect(tried).toBeGreaterThan(100)
})
