/** Reads a text file that an operator named; `-` is what comes in on stdin. */
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { Unreadable } from './read-clock.ts'

const maxBytes = 64 * 1024 * 1024

export async function readText(file: string): Promise<string> {
  try {
    const content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
    if (content.length > maxBytes) throw new Unreadable(`${file} is larger than 64 MB; split it`)
    return content
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
