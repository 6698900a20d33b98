/** What every command has in common: help, codes for scripts, results on stdout and messages on stderr. */
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { inzage } from './inzage.ts'

const commands = [
  ...readFileSync('docs/operating.md', 'utf8').matchAll(/^\| `inzage ([a-z-]+(?: [a-z][a-z-]*)*)/gm),
].map(match => match[1]!.split(' '))

describe('a call', () => {
  it('of every command in the table for operators has its help on stdout, with its exit codes', async () => {
    expect(commands.length).toBeGreaterThan(10)
    for (const words of commands) {
      const { code, out, err } = await inzage([...words, '--help'])
      expect({ words, code, err }).toEqual({ words, code: 0, err: '' })
      expect(out).toContain(`USAGE inzage ${words.join(' ')}`)
      if (words[0] !== 'demo' || words.length > 1) expect(out).toContain('Exit codes')
    }
  })

  test.each([
    [['audit', 'verify', '--knwon', 'checkpoint'], 'Unknown option --knwon. See: inzage audit verify --help'],
    [['demo', '--fresch'], 'Unknown option --fresch'],
    [['demo', '--members', '20', 'sed'], 'Unknown command sed'],
    [['serve', 'now'], 'Unexpected "now"'],
    [['work', '--once'], 'Unknown option --once'],
    [['staff', 'list', '--jsn'], 'Unknown option --jsn'],
    [['verify', 'one.zip', 'two.zip'], 'Unexpected "two.zip"'],
    [['constructor'], 'Unknown command constructor'],
    [['staff', 'wizard'], 'Unknown command wizard'],
    [[], 'No command specified'],
  ])('%j that nobody knows is refused with code 2, and nothing is done', async (words, says) => {
    const { code, out, err } = await inzage(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(says)
  })
})
