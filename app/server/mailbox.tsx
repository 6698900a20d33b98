/** `/dev/mail`: what the demo would have sent, newest first. The route exists only outside production. */
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import PostalMime from 'postal-mime'
import type { Language } from '#domain/language.ts'
import type { Portal } from '../portal.ts'
import { words } from '../text/words.ts'
import { documentOf } from './document.tsx'
import type { Routes } from './exchange.ts'

/** How many letters the page shows. */
const shown = 30

type Letter = { id: string; to: string; subject: string; at: Date; text: string }

export function mailboxRoutes(app: Routes, portal: Portal, stylesheet: string): void {
  app.get('/dev/mail', async exchange => {
    const { language, theme } = await exchange.get('context')()
    const letters = await newestLetters(path.join(portal.config.dataDir, 'mail'))
    const title = words(language).server.mailbox.title
    const body = <Mailbox letters={letters} language={language} />
    return exchange.html(documentOf(portal, { language, theme, stylesheet, title, body }))
  })
}

/** The newest letters of a folder with .eml files. */
async function newestLetters(folder: string): Promise<Letter[]> {
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.eml'))
  const files = await Promise.all(
    names.map(async name => ({ file: path.join(folder, name), at: (await stat(path.join(folder, name))).mtime })),
  )
  const newest = files.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, shown)
  return Promise.all(
    newest.map(async ({ file, at }) => {
      const letter = await PostalMime.parse(await readFile(file))
      const to = (letter.to ?? []).map(each => each.address ?? '').join(', ')
      return { id: path.basename(file), to, subject: letter.subject ?? '', at, text: letter.text?.trim() ?? '' }
    }),
  )
}

const Mailbox = ({ letters, language }: { letters: readonly Letter[]; language: Language }) => {
  const w = words(language).server.mailbox
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <>
      <p>{w.text}</p>
      {letters.length === 0 && <p>{w.empty}</p>}
      {letters.length === shown && <p className="muted">{w.shown(shown)}</p>}
      {letters.map(letter => (
        <article key={letter.id}>
          <h2>{letter.subject}</h2>
          <p className="muted small">
            {w.to} {letter.to}. {w.at} <time dateTime={letter.at.toISOString()}>{clock.format(letter.at)}</time>
          </p>
          {letter.text.split(/\n{2,}/).map((part, i) => (
            <p key={i}>{part.split('\n').flatMap((line, n) => (n ? [<br key={n} />, line] : [line]))}</p>
          ))}
        </article>
      ))}
    </>
  )
}
