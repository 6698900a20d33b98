/** Names of files, whatever somebody called them. */
import { expect, it } from 'vitest'
import { shownName } from '#domain/received-file.ts'

it.each([
  ['brief.pdf', 'brief.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\Ans\\scan 1.PDF', 'scan 1.pdf'],
  ['factuur.pdf.exe', 'factuur pdf.pdf'],
  ['fdp.\u202Efdp', 'fdp fdp.pdf'],
  ['a\u0000b\nc\r\nX: y.pdf', 'a b c X y.pdf'],
  ['"; filename="x.html', 'filename x.pdf'],
  ['<img src=x onerror=1>.pdf', 'img src x onerror 1.pdf'],
  ['…', 'bestand.pdf'],
  ['', 'bestand.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['e\u0301cole.pdf', 'école.pdf'],
  ['x'.repeat(5000), `${'x'.repeat(80)}.pdf`],
])('%j is shown as %j', (name, shown) => {
  expect(shownName(name, 'application/pdf')).toBe(shown)
})
