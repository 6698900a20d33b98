/** Why staff may open somebody's data: a closed list, so that the person reads it in their own language (Art. 5(1)(b)). */
export const lookPurposes = ['handleRequest', 'review', 'question', 'supervision'] as const
export type LookPurpose = (typeof lookPurposes)[number]
