/** What every part of the seed shares: where rows go, what time it is, and who the others are. */
import type { Instant } from '#domain/day.ts'
import { type Chance, chance } from './chance.ts'
import type { FileToWrite } from './files.ts'
import { type Person, person } from './names.ts'
import { notablePerson, notables } from './notable-people.ts'
import type { Rows } from './rows.ts'

export type World = {
  rows: Rows
  seed: number
  /** How many members there will be; messages go to any of them. */
  members: number
  now: number
  /** Days since the member whose records are made left; 0 for who is still there. */
  left: number
  photo: Buffer
  files: FileToWrite[]
  organisations: number
  postings: number
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const iso = (at: number): Instant => new Date(at).toISOString() as Instant
/** A moment between so many days ago and `newest` days ago; for who left, counted back from the day they did. */
export const ago = (world: World, random: Chance, oldest: number, newest = 0): number =>
  world.now - Math.floor((world.left + newest + random.next() * (oldest - newest)) * day) - minute

export const someone = (world: World, id: number): Person => notablePerson(id, person(id, chance(world.seed, id)))

/** What an ordinary member is drawn from; the first number says whether it is a visitor without an agreement. */
export const drawn = (world: World, id: number): Chance => chance(world.seed, 0x3000000 + id)
export const visitors = 0.05

/** Somebody else with whom messages are exchanged: not a visitor, and of the fixed members those who are there to talk. */
export function another(world: World, random: Chance, id: number): Person {
  for (let tries = 0; tries < 8; tries++) {
    const other = random.between(1, world.members)
    if (other === id) continue
    if (other <= notables.length ? notables[other - 1]!.talks : !drawn(world, other).likely(visitors))
      return someone(world, other)
  }
  return someone(world, id === 1 ? 2 : 1)
}

/** Somebody who is not one of the fixed members, where there are others. */
export function ordinaryOther(world: World, random: Chance, id: number): Person {
  if (world.members <= notables.length + 1) return another(world, random, id)
  const other = random.between(notables.length + 1, world.members)
  return someone(world, other === id ? (other === world.members ? other - 1 : other + 1) : other)
}
