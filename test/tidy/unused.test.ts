/** What nothing uses is not kept: exports, and sentences. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(file => /^(?:domain|db|sources|exports|app|bin|test)\/.*\.tsx?$/.test(file) && existsSync(file))
  .map(file => [file, readFileSync(file, 'utf8')] as const)

const uses = (files: typeof sources): ReadonlyMap<string, number> => {
  const counted = new Map<string, number>()
  for (const [, text] of files)
    for (const word of text.match(/[\w$]+/g) ?? []) counted.set(word, (counted.get(word) ?? 0) + 1)
  return counted
}

it('an exported name stands somewhere else than where it is made', () => {
  // Remix asks for these by name; and the domain may know a rule before a page needs it.
  const asked = /^app\/(?:routes\/|root|entry)|^domain\//
  const used = uses(sources)
  expect(
    sources
      .filter(([file]) => !asked.test(file))
      .flatMap(([file, text]) =>
        [...text.matchAll(/^export (?:async )?(?:const|function\*?|type|class) (\w+)/gm)]
          .filter(([, name]) => used.get(name!) === 1)
          .map(([, name]) => `${file}: ${name}`),
      ),
  ).toEqual([])
})

it('a sentence is asked for by its name', () => {
  const used = uses(sources.filter(([file]) => !/^(?:app\/text\/(?:nl|en)|test)\//.test(file)))
  expect(
    sources
      .filter(([file]) => file.startsWith('app/text/nl/'))
      .flatMap(([file, text]) =>
        [...text.matchAll(/^ +(\w+):/gm)].filter(([, key]) => !used.has(key!)).map(([, key]) => `${file}: ${key}`),
      ),
  ).toEqual([])
})
