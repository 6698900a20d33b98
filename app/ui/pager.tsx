/** Forward by keyset, back to the newest: lists grow at the front, so page numbers would lie. */
export const Pager = ({
  next,
  first,
  words,
}: {
  /** Address of the next page, null on the last. */
  next: string | null
  /** Address of the first page, null when this is it. */
  first: string | null
  words: { pages: string; older: string; newest: string }
}) =>
  next || first ? (
    <nav className="pager" aria-label={words.pages}>
      {first && (
        <a href={first} rel="first">
          {words.newest}
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          {words.older}
        </a>
      )}
    </nav>
  ) : null
