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
  const paragraphs = [todo, ...(content.goThere ? [way[content.goThere](sender.site)] : []), ...(content.more ?? [])]
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
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(content.subject)}</title></head>
<body style="margin:0;padding:24px;font-family:Verdana,Arial,sans-serif;font-size:18px;line-height:1.6">
<main style="max-width:36em">
<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">${escape(content.message)}</h1>
${facts.length ? factsBlock(facts) : ''}${paragraphs.map(line => `<p style="margin:0 0 16px">${escape(line)}</p>`).join('\n')}
<hr style="border:0;border-top:1px solid;margin:24px 0 16px">
<p style="margin:0;font-size:15px">${footer.map(escape).join('<br>')}</p>
</main>
</body>
</html>
`
  return { kind, language, subject: content.subject, text: `${text}\n`, html }
}

const factsBlock = (facts: NonNullable<Content['facts']>): string =>
  `<dl style="margin:0 0 16px;padding:12px 16px;border-left:4px solid">
${facts
  .map(
    ([label, value]) =>
      `<dt style="font-size:15px">${escape(label)}</dt><dd style="margin:0 0 8px;font-weight:bold">${escape(value)}</dd>`,
  )
  .join('\n')}
</dl>
`

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, sign => signs[sign] ?? sign)
