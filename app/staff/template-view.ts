/** The page of templates: which one, its text, whether it works, and how letters of it look on made-up facts. */
import { ownTemplate, ownTemplates, type TemplateKind } from '#db/letter-template.ts'
import type { AnswerOutcome } from '#domain/answer.ts'
import { answerOutcomes } from '#domain/answer.ts'
import { dayOf } from '#domain/day.ts'
import { languages } from '#domain/language.ts'
import { letterKinds } from '#domain/letter.ts'
import { rights } from '#domain/right.ts'
import type { Context } from '../context.ts'
import { type Block, blocksOf, plainLines } from '../letter/blocks.ts'
import { liveOn } from '../letter/live.ts'
import { filledIn } from '../letter/marks.ts'
import { standardTemplate } from '../letter/standard.ts'
import { madeUp, type TemplateTrouble, templateTrouble } from '../letter/template-check.ts'
import { renderTemplate } from '../letter/template.ts'
import { type Meter, measure } from '../text/meter.ts'
import { words } from '../text/words.ts'

const isKind = (right: string, outcome: string): boolean =>
  letterKinds.some(each => each.right === right && each.outcome === outcome)

/** The template that an address names; null when there is no such letter. Without names, the first. */
export function kindIn(search: URLSearchParams): TemplateKind | null {
  const right = rights.find(each => each === (search.get('recht') ?? 'access'))
  const outcome = answerOutcomes.find((each: AnswerOutcome) => each === (search.get('uitkomst') ?? 'granted'))
  const language = languages.find(each => each === (search.get('taal') ?? 'nl'))
  return right && outcome && language && isKind(right, outcome) ? { right, outcome, language } : null
}

export const templateAddress = ({ right, outcome, language }: TemplateKind): string =>
  `/sjablonen?${new URLSearchParams({ recht: right, uitkomst: outcome, taal: language })}`

/** @param typed a text that was not saved: to look at, or because it was refused */
export async function templateView(context: Context, kind: TemplateKind, typed?: string) {
  const { portal, now } = context
  const { store, register, config } = portal
  const [own, all] = await Promise.all([ownTemplate(store.read, store.t, kind), ownTemplates(store.read, store.t)])
  const text = typed ?? own?.text ?? standardTemplate(kind.right, kind.outcome, kind.language)
  const where = { register, site: new URL(config.baseUrl).host }
  const day = dayOf(now, register.controller.timeZone)
  const { name } = words(kind.language).letters.example
  const shown = (late: boolean): readonly Block[] | null => {
    const made = renderTemplate(text, madeUp(where, kind, late, false).facts)
    return 'text' in made ? blocksOf(filledIn(made.text, liveOn(day, kind.language, { name, bundleUntil: day }))) : null
  }
  const made = renderTemplate(text, madeUp(where, kind, false, kind.outcome === 'partly').facts)
  const meter: Meter | null = 'text' in made ? measure(plainLines(made.text), kind.language) : null
  return {
    kind,
    text,
    own: own !== null,
    ownKinds: all.map(each => ({ ...each, address: templateAddress(each) })),
    preview: shown(false),
    late: shown(true),
    meter: meter && { score: meter.score, mean: meter.mean, plain: meter.plain },
  }
}

/** The sentence for what is wrong with a template, or null. */
export function troubleIn(context: Context, kind: TemplateKind, text: string): string | null {
  const { register, config } = context.portal
  const w = words(context.language).letters
  if (text.trim() === '') return w.templates.empty
  const trouble = templateTrouble({ register, site: new URL(config.baseUrl).host }, kind, text)
  return trouble && sentence(trouble, w)
}

function sentence(trouble: TemplateTrouble, w: ReturnType<typeof words>['letters']): string {
  if ('fault' in trouble) return w.templates.fault[trouble.fault.because](trouble.fault.line, trouble.fault.what)
  const parts = trouble.missing.map(part => w.part[part].toLowerCase()).join('; ')
  return w.templates.missing(parts, trouble.late, trouble.hidden)
}
