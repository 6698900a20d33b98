/**
 * What is not known before a letter goes stands in its draft as `{{ name }}`, and is put in its place by the sender
 * (`live.ts`). This is no template any more, so that nobody's name can be one. Browsers use this file too.
 */
export const live = ['name', 'today', 'court_until', 'bundle_until'] as const
export type Live = Readonly<Record<(typeof live)[number], string>>

/** How one of them stands in a draft. */
export const mark = (name: (typeof live)[number]): string => `{{ ${name} }}`

/** The draft with its marks filled in, each once: what is filled in is not looked at again. */
export const filledIn = (draft: string, values: Live): string =>
  draft.replace(/\{\{ ?(\w+) ?\}\}/g, (whole, name: string) =>
    live.find(each => each === name) ? values[name as keyof Live] : whole,
  )
