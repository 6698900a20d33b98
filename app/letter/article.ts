/** Articles of the law in plain words: "artikel 15, lid 4, van de AVG". */
import type { Language } from '#domain/language.ts'

const says = {
  nl: {
    article: 'artikel',
    paragraph: 'lid',
    point: 'onder',
    and: ' en ',
    law: { gdpr: 'van de AVG', uavg: 'van de Uitvoeringswet AVG' },
  },
  en: {
    article: 'article',
    paragraph: 'paragraph',
    point: 'point',
    and: ' and ',
    law: { gdpr: 'of the GDPR', uavg: 'of the Dutch GDPR Implementation Act' },
  },
} as const

/**
 * @param article as `domain/decision.ts` cites it: `15(4)`, `12(5)(b)`, `11(2), 12(2)`, `UAVG 41(1)`
 */
export function articleInWords(article: string, language: Language): string {
  const w = says[language]
  const law = article.startsWith('UAVG ') ? w.law.uavg : w.law.gdpr
  const named = article
    .replace(/^UAVG /, '')
    .split(', ')
    .map(each => {
      const [number = '', ...parts] = each.split(/[()]+/).filter(Boolean)
      const inside = parts.map(part => `${/^\d/.test(part) ? w.paragraph : w.point} ${part}`)
      return [`${w.article} ${number}`, ...inside].join(', ')
    })
  return `${named.join(w.and)}${named.some(each => each.includes(',')) ? ',' : ''} ${law}`
}
