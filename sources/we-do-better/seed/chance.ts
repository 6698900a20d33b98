/** Chance that can be repeated: the same seed and stream give the same numbers on every machine. */

/** Independent numbers for every `stream`, so that one member's rows do not depend on how many others there are. */
export const chance = (seed: number, stream: number): Chance => new Chance(seed, stream)

/** sfc32, with splitmix32 to spread the seed: both are public-domain generators, small and well tested. */
export class Chance {
  private a: number
  private b: number
  private c: number
  private counter = 1
  private spread: number

  constructor(seed: number, stream: number) {
    this.spread = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0
    this.a = this.word()
    this.b = this.word()
    this.c = this.word()
    for (let i = 0; i < 12; i++) this.next()
  }

  /** At least 0, below 1. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }

  /** A whole number from `least` through `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)]!
  }

  /** True with this likelihood. */
  likely(likelihood: number): boolean {
    return this.next() < likelihood
  }

  private word(): number {
    this.spread = (this.spread + 0x9e3779b9) >>> 0
    let z = this.spread
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
}
