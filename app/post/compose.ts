/** How a letter looks: the message first, facts in a block, what to do, and no link that a trickster could copy. */
import type { Letter } from '#db/mail.ts'
import type { MailKind } from '#db/schema/post.ts'
import type { Language } from '#domain/language.ts'
import { words } from '../text/words.ts'

/** Who writes: the controller's name, and the site as people type it (never a link into it). */
export type Sender = { controller: string; site: string }

export type Content = {
  subject: string
  /** The first line: all that most people need. */
  message: string
  facts?: readonly (readonly [label: string, value: string])[]
  /** What to do; absent: nothing needs doing. */
  todo?: string
  more?: readonly string[]
  /** The letter asks to go to the site: then it says how to get there safely, to sign in or to the page Help. */
  goThere?: 'signIn' | 'help'
}

/** The letter in plain text and in simple HTML that says the same: no images, nothing remote, no scripts. */
export function compose(sender: Sender, kind: MailKind, language: Language, content: Content): Letter {
  const w = words(language).mail
  const todo = content.todo === undefined ? w.nothingToDo : w.doThis(content.todo)
  const way = { signIn: w.goThere, help: w.goHelp }
  const more = [...(content.goThere ? [way[content.goThere](sender.site)] : []), ...(content.more ?? [])]
  // What to do comes first; that nothing needs doing comes when all is told.
  const paragraphs = content.todo === undefined ? [...more, todo] : [todo, ...more]
  const footer = [w.from(sender.controller), w.neverPassport]
  const facts = content.facts ?? []

  const text = [
    content.message,
    ...(facts.length ? [facts.map(([label, value]) => `${label}: ${value}`).join('\n')] : []),
    ...paragraphs,
    `-- \n${footer.join('\n')}`,
  ].join('\n\n')

  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(content.subject)}</title>
<style>${dark}</style></head>
<body class="mist" style="margin:0;padding:24px 12px;background:#f1f5f4;color:#0f2a30;font-family:Verdana,Arial,sans-serif;font-size:18px;line-height:1.6">
<main class="krijt" style="max-width:34em;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #c3cfcd;border-radius:3px">
<h1 style="font-size:24px;line-height:1.3;margin:0 0 20px">${escape(content.message)}</h1>
${facts.length ? factsBlock(facts) : ''}${paragraphs.map(line => (line === todo && content.todo ? todoBlock : paragraph)(line)).join('\n')}
<hr class="lijn" style="border:0;border-top:1px solid #c3cfcd;margin:24px 0 16px">
<p class="grijs" style="margin:0;font-size:15px;color:#48595c">${footer.map(escape).join('<br>')}</p>
</main>
</body>
</html>
`
  return { kind, language, subject: content.subject, text: `${text}\n`, html }
}

/** The colours of the portal at night, for mail programs that look at it; others show the light ones. */
const dark = `@media (prefers-color-scheme: dark) {
.mist { background: #0c191d !important; color: #e8f1ef !important }
.krijt { background: #14262b !important; border-color: #34505a !important }
.wad { background: #1c333a !important; border-color: #f5c63a !important }
.boei { background: #3b3006 !important; color: #fbdd83 !important; border-color: #f5c63a !important }
.grijs { color: #afc1c1 !important }
.lijn { border-color: #34505a !important }
}`

const paragraph = (line: string): string => `<p style="margin:0 0 16px">${escape(line)}</p>`

/** What somebody must do stands out; that nothing needs doing does not. */
const todoBlock = (line: string): string =>
  `<p class="boei" style="margin:0 0 16px;padding:12px 16px;background:#fff1c7;color:#5c4300;border-left:4px solid #f5b700;font-weight:bold">${escape(line)}</p>`

const factsBlock = (facts: NonNullable<Content['facts']>): string =>
  `<dl class="wad" style="margin:0 0 20px;padding:12px 16px 4px;background:#e1e9e7;border-left:4px solid #0b4a56">
${facts
  .map(
    ([label, value]) =>
      `<dt class="grijs" style="font-size:15px;color:#48595c">${escape(label)}</dt><dd style="margin:0 0 8px;font-weight:bold">${escape(value)}</dd>`,
  )
  .join('\n')}
</dl>
`

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, sign => signs[sign] ?? sign)
