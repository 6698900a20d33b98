/** HTML without a template library: text is escaped, controls become visible, and the frame of a page that loads nothing. */
import { createHash } from 'node:crypto'
import type { Language } from '#domain/language.ts'
import { style } from './style.ts'

// All controls but tab and line feed, and what would end or begin markup.
const special = /[&<>"'\u0000-\u0008\u000b-\u001f\u007f-\u009f]/
const specials = new RegExp(special, 'g')
const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as HTML. Control characters, which HTML cannot hold, appear as their pictures (U+2400 and up). */
export function escape(text: string): string {
  if (!special.test(text)) return text
  return text.replace(specials, sign => {
    const entity = named[sign]
    if (entity) return entity
    const code = sign.charCodeAt(0)
    return code === 0x7f ? '\u2421' : code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
  })
}

/** Nothing may be fetched or run; only this one style sheet, known by its hash. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`

/** Everything up to and with the opening of `<main>`. `head` goes before it, inside the banner. */
export const pageStart = (language: Language, title: string, banner: string): string =>
  `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<header>${banner}</header>
<main>
`

export const pageEnd = '</main>\n</body>\n</html>\n'

export const paragraphs = (texts: readonly string[]): string => texts.map(text => `<p>${escape(text)}</p>\n`).join('')

/** A table with a caption and a header per column; cells are HTML already. Wide ones scroll inside their own region. */
export function tableOf(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows
    .map(
      ([first = '', ...rest]) =>
        `<tr><th scope="row">${first}</th>${rest.map(cell => `<td>${cell}</td>`).join('')}</tr>\n`,
    )
    .join('')
  return `${tableStart(caption, heads)}${body}${tableEnd}`
}

/** A table whose rows are written elsewhere, one by one. */
export const tableStart = (caption: string, heads: readonly string[]): string =>
  `<div class="wide" role="group" aria-label="${escape(caption)}" tabindex="0"><table>
<caption>${escape(caption)}</caption>
<thead><tr>${heads.map(head => `<th scope="col">${escape(head)}</th>`).join('')}</tr></thead>
<tbody>
`
export const tableEnd = '</tbody></table></div>\n'

export const list = (items: readonly string[]): string =>
  `<ul>${items.map(item => `<li>${item}</li>`).join('\n')}</ul>\n`

export const terms = (pairs: readonly (readonly [string, string])[]): string =>
  `<dl>${pairs.map(([term, text]) => `<div><dt>${escape(term)}</dt><dd>${text}</dd></div>`).join('\n')}</dl>\n`

/** A relative link inside the ZIP, from a file `depth` folders down. */
export const link = (path: string, text: string, depth = 0): string =>
  `<a href="${'../'.repeat(depth)}${escape(path)}">${escape(text)}</a>`
