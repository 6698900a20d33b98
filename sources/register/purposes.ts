/** What the register says about purposes: everything hangs on them, so nothing about them may be open. */
import { languages } from '#domain/language.ts'
import { type Retention, subjectAnchors } from '#domain/retention-rule.ts'
import { child, type Draft, type DraftPurpose, type DraftTable, entries, has, text } from './draft.ts'
import type { Complaint } from './fault.ts'
import { amounts, anchorsOf, durationIn, needsConsent, readRetention, rowFacts } from './retention.ts'
import { guide } from './shape.ts'

export function purposeComplaints(draft: Draft): Complaint[] {
  return [
    ...draft.categories.flatMap(category => categoryComplaints(draft, category)),
    ...draft.purposes.flatMap(purpose => [
      ...namedTwice(draft, purpose),
      ...interestComplaints(purpose),
      ...termComplaints(purpose),
      ...factComplaints(draft, purpose),
    ]),
    ...draft.tables.flatMap(table => clockComplaints(draft, table)),
  ]
}

type Named = Draft['categories'][number]

/** A category needs a purpose to exist (Art. 5(1)(b)) and data to be about. */
function categoryComplaints(draft: Draft, category: Named): Complaint[] {
  const complaints: Complaint[] = []
  if (has(category, 'purposes') && entries(category, 'purposes').length === 0) {
    complaints.push({
      rule: 'categoryWithoutPurpose',
      at: child(category, 'purposes').path,
      message: `category "${category.id}" has no purpose`,
      cure: `Say what the data are for under "purposes:", or do not hold them (see ${guide('purposes')}).`,
    })
  }
  const held =
    has(category, 'heldBy') || draft.tables.some(table => table.columns.some(column => column.category === category.id))
  if (!held) {
    complaints.push({
      rule: 'categoryWithoutData',
      at: category.path,
      message: `no column of any source is in category "${category.id}"`,
      cure: 'Put "category:" at the columns that belong to it, or remove the category.',
    })
  }
  return complaints
}

function namedTwice(draft: Draft, purpose: DraftPurpose): Complaint[] {
  const first = draft.purposes.find(each => each.id === purpose.id)
  if (!first || first.category === purpose.category) return []
  return [
    {
      rule: 'duplicateId',
      at: purpose.path,
      message: `purpose "${purpose.id}" is already a purpose of category "${first.category}"`,
      cure: 'Give one of them another name: a purpose belongs to one category.',
    },
  ]
}

/** Art. 13(1)(d): who leans on a legitimate interest names it. */
function interestComplaints(purpose: DraftPurpose): Complaint[] {
  if (text(purpose, 'basis') !== 'legitimateInterest' || has(purpose, 'interest')) return []
  return [
    {
      rule: 'interestMissing',
      at: child(purpose, 'basis').path,
      message: `purpose "${purpose.id}" rests on a legitimate interest (6(1)(f)) but does not name it`,
      cure: `Add "interest:" (see ${guide('purposes')}).`,
    },
  ]
}

/** The term can be read, and its words say the same as its rule. */
function termComplaints(purpose: DraftPurpose): Complaint[] {
  return (['retention', 'logRetention'] as const).flatMap((key): Complaint[] => {
    const sentence = text(purpose, key)
    if (sentence === undefined) return []
    const rule = readRetention(sentence)
    if (!rule) {
      return [
        {
          rule: 'termUnreadable',
          at: child(purpose, key).path,
          message: `"${key}" of purpose "${purpose.id}" cannot be read: "${sentence}"`,
          cure: `Write for instance "while agreement, then P2Y after agreementEnd" (see ${guide('retention')}).`,
        },
      ]
    }
    const duration = durationIn(rule)
    if (!duration) return []
    return languages.flatMap(language => {
      const words = text(purpose, 'term', language)
      const absent = words ? amounts(duration, language).filter(amount => !words.includes(amount)) : []
      if (absent.length === 0) return []
      return [
        {
          rule: 'termDisagrees',
          at: child(purpose, 'term', language).path,
          message: `purpose "${purpose.id}" keeps for ${duration}, but its words (${language}) do not say "${absent.join('" or "')}"`,
          cure: `Make "term:" and "${key}:" say the same.`,
        },
      ]
    })
  })
}

function rulesOf(purpose: DraftPurpose): Retention[] {
  return [text(purpose, 'retention'), text(purpose, 'logRetention')]
    .map(sentence => (sentence === undefined ? null : readRetention(sentence)))
    .filter(rule => rule !== null)
}

/** What a rule counts from must be a fact that some column gives. */
function factComplaints(draft: Draft, purpose: DraftPurpose): Complaint[] {
  const rules = rulesOf(purpose)
  const needed = [...new Set(rules.flatMap(anchorsOf))]
  const complaints: Complaint[] = needed
    .filter(anchor => subjectAnchors.some(each => each === anchor) && !anchor.startsWith('consent'))
    .filter(anchor => !has(draft.root, 'subject', 'facts', anchor))
    .map(anchor => ({
      rule: 'anchorWithoutFact',
      at: child(purpose, 'retention').path,
      message: `purpose "${purpose.id}" counts from "${anchor}", and no column says when that is`,
      cure: `Add "${anchor}:" under "subject: facts:" with the column that holds it (see ${guide('subject')}).`,
    }))
  const choice = rules.some(needsConsent) || needed.some(anchor => anchor.startsWith('consent'))
  const recorded = entries(draft.root, 'subject', 'consents', 'purposes').some(code => code.value === purpose.id)
  if ((choice || text(purpose, 'basis') === 'consent') && !recorded) {
    complaints.push({
      rule: 'consentWithoutRecord',
      at: child(purpose, 'basis').path,
      message: `purpose "${purpose.id}" depends on consent, and no table says who gave or withdrew it`,
      cure: `Add a code for it under "subject: consents: purposes:" (see ${guide('consents')}).`,
    })
  }
  return complaints
}

/** A table must give the moments that the terms of its own data count from, or these data would never go. */
function clockComplaints(draft: Draft, table: DraftTable): Complaint[] {
  const given = new Set(entries(table, 'anchors').map(anchor => anchor.id))
  const isLog = child(table, 'isLog').value === true
  const held = [...new Set(table.columns.map(column => column.category))]
  return held.flatMap(category => {
    const purposes = draft.purposes.filter(purpose => purpose.category === category && isUsed(table, purpose))
    const clocks = purposes
      .map(purpose => ruleHere(purpose, isLog))
      .filter(rule => rule !== null && rule.kind !== 'followHost')
      .map(rule => anchorsOf(rule).filter(anchor => rowFacts.some(each => each === anchor)))
    const runs = clocks.some(anchors => anchors.every(anchor => given.has(anchor) || anchor === 'requestClosed'))
    const absent = clocks[0]?.filter(anchor => !given.has(anchor)) ?? []
    if (clocks.length === 0 || runs) return []
    return [
      {
        rule: 'anchorWithoutFact' as const,
        at: has(table, 'anchors') ? child(table, 'anchors').path : table.path,
        message: `table "${table.id}" holds "${category}" and gives no moment that its term counts from`,
        cure: `Add "anchors: {${absent.map(anchor => `${anchor}: <column>`).join(', ')}}" (see ${guide('tables')}).`,
      },
    ]
  })
}

const ruleHere = (purpose: DraftPurpose, isLog: boolean): Retention | null =>
  readRetention((isLog ? text(purpose, 'logRetention') : undefined) ?? text(purpose, 'retention') ?? '')

/** Does any column of this table serve this purpose? Without "purposes:" a column serves all of its category. */
function isUsed(table: DraftTable, purpose: DraftPurpose): boolean {
  return table.columns
    .filter(column => column.category === purpose.category)
    .some(column => {
      const { value } = child(column, 'purposes')
      return !Array.isArray(value) || value.includes(purpose.id)
    })
}
