/** The rights a person can use, each with its article. Vocabulary: ARCHITECTURE.md. */
export const rights = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'withdrawal',
  'humanReview',
] as const
export type Right = (typeof rights)[number]

/** The provision each right rests on, as a lawyer would cite it. */
export const articleOf: Readonly<Record<Right, string>> = {
  access: '15',
  portability: '20',
  rectification: '16',
  erasure: '17',
  restriction: '18',
  objection: '21',
  withdrawal: '7(3)',
  humanReview: '22(3)',
}
