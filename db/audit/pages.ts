/** Reads rows in pages of 512 and hands them out one by one, without an await for each. */

/** Rows per query: large enough that the query costs little per row, small enough not to hold up other work. */
export const PAGE = 512

/**
 * A stream over places 0 to `size - 1`; `read(from, to)` gives the rows between two places, inclusive, in order. While
 * `ready()`, `take` and `peek` answer at once; otherwise `next` and `look` fetch the next page.
 */
export function inPages<T>(size: number, read: (from: number, to: number) => PromiseLike<readonly T[]>) {
  let page: readonly T[] = []
  let at = 0
  let from = 0
  async function fill(): Promise<void> {
    while (at >= page.length && from < size) {
      const to = Math.min(from + PAGE, size) - 1
      page = await read(from, to)
      at = 0
      from = to + 1
    }
  }
  const stream = {
    ready: () => at < page.length,
    peek: (): T | undefined => page[at],
    take: (): T | undefined => page[at++],
    async look(): Promise<T | undefined> {
      await fill()
      return page[at]
    },
    async next(): Promise<T | undefined> {
      await fill()
      return page[at++]
    },
  }
  return stream
}
