/** The shape of a part's sentences without its exact words, so that another language must fill the same keys. */
export type Widen<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Widen<T[Key]> }
