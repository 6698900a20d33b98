/** From a name and an address to the words that a request is found by, and back again from what staff typed. */
import { createHmac } from 'node:crypto'
import { addressWord, nameWords } from '#domain/search-word.ts'
import { replaceSearchWords, type Unindexed, withoutSearchWords } from '#db/search-word.ts'
import { selfOf } from './member/self.ts'
import type { Portal } from './portal.ts'

type Keys = { keys: Pick<Portal['keys'], 'tag'> }

/** Requests that are read and written in one go. */
const batch = 100

/** What a request of this person is found by, as it is kept: hand it to `receiveRequest`. Empty for nobody. */
export function searchWords(portal: Keys, person: { name: string; email: string } | null): readonly string[] {
  if (!person) return []
  const address = addressWord(person.email)
  return [
    ...nameWords(person.name).map(word => kept(portal, 'name', word)),
    ...(address ? [kept(portal, 'address', address)] : []),
  ]
}

/** Typed words as they are kept: all must be found. Empty when none of them is of any use. */
export function typedWords(portal: Keys, typed: readonly string[]): readonly string[] {
  const found = typed.flatMap(text => {
    const address = addressWord(text)
    return address ? [kept(portal, 'address', address)] : nameWords(text).map(word => kept(portal, 'name', word))
  })
  return [...new Set(found)]
}

/** Cannot be guessed back without the portal's key. */
const kept = ({ keys }: Keys, kind: 'name' | 'address', word: string): string =>
  createHmac('sha256', keys.tag).update(`search/v1\n${kind}\n${word}`).digest('base64url').slice(0, 22)

/** A kept word, as it stands in an address. */
export const isKeptWord = (text: string): boolean => /^[\w-]{22}$/.test(text)

/**
 * Writes the words of requests that have none (or of all: people change their names), asking each source who it is about.
 * Can be stopped at any time and begun again. Gives how many requests were looked at.
 */
export async function indexRequests(portal: Portal, all: boolean, told: (done: number) => void): Promise<number> {
  const { read, t } = portal.store
  let after = ''
  for (let done = 0; ; told(done)) {
    const requests = await withoutSearchWords(read, t, after, batch, all)
    const named: { request: Unindexed; words: readonly string[] }[] = []
    for (const request of requests) {
      const self = await selfOf(portal, request.subjectId)
      const person = self ? { name: self.displayName, email: self.email } : request.written
      named.push({ request, words: searchWords(portal, person) })
    }
    if (named.length > 0) await replaceSearchWords(portal.store, named)
    done += named.length
    const last = requests.at(-1)
    if (!last) return done
    after = last.id
  }
}
